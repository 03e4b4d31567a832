/** A file of a data set, as its publisher made it. */
export interface DataFile {
  /** Name of the uncompressed file; the published one is gzipped, with `.gz` after it. */
  readonly name: string;
  /** Size of the published file in bytes; absent where it comes in an archive. */
  readonly downloadBytes?: number;
  /** SHA-256 of the uncompressed bytes, in hexadecimal: the same for every way of compressing. Absent where none is known. */
  readonly sha256?: string;
}

/** A zip in which the files of a data set come, gzipped. */
export interface ZipArchive {
  /** Name on the web. */
  readonly name: string;
  /** Size in bytes. */
  readonly downloadBytes: number;
  /** MD5 of the archive itself, in hexadecimal, where its publisher gives no better one. */
  readonly md5: string;
  /** The folder in it that holds the files. */
  readonly folder: string;
}

/** The images and labels of one part of a data set. */
export interface DatasetPart {
  readonly samples: number;
  readonly images: DataFile;
  readonly labels: DataFile;
}

/** What is known of any data set before it is read. */
export interface DatasetFacts {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly licence: string;
  /** Where it comes from, for people. */
  readonly homepage: string;
  readonly classes: readonly string[];
  /** The shape of one image, `[height, width, channels]`. */
  readonly shape: readonly [number, number, number];
  /** Folders in a data folder where its files may lie, besides the data folder itself. Downloads go to the first. */
  readonly folders: readonly [string, ...string[]];
  /** Folders on the web that hold the files, the preferred first. Each ends in a slash. */
  readonly mirrors: readonly string[];
}

/** What is known of a data set of IDX files before it is read. */
export interface DatasetDescription extends DatasetFacts {
  /** Absent where each file is published by itself. */
  readonly archive?: ZipArchive;
  /** Whether images are stored column by column. */
  readonly byColumns?: boolean;
  /** The label of the first class. Default 0. */
  readonly firstLabel?: number;
  readonly train: DatasetPart;
  readonly test: DatasetPart;
}

/** The four files of a data set. */
export function filesOf({train, test}: DatasetDescription): DataFile[] {
  return [train.images, train.labels, test.images, test.labels];
}
