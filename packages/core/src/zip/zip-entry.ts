/** What the directory of a zip archive says of a member. */
export interface ZipEntry {
  readonly name: string;
  /** Whether its bytes are deflated; otherwise they lie there as they are. */
  readonly deflated: boolean;
  /** Checksum of the unpacked bytes. */
  readonly crc32: number;
  /** Bytes in the archive. */
  readonly packedSize: number;
  /** Bytes when unpacked. */
  readonly size: number;
  /** Where its own header begins, which lies before its bytes. */
  readonly headerAt: number;
}

/** A zip archive, of which the directory has been read and nothing else. */
export interface ZipArchive {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /** Where the directory begins, and what the members hold ends. */
  readonly directoryAt: number;
}
