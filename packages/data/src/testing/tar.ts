import {Header, type HeaderData} from 'tar';

/** One entry of an archive. */
export interface TarEntry {
  path: string;
  /** Default `File`. */
  type?: NonNullable<HeaderData['type']>;
  linkpath?: string;
  body?: Uint8Array;
}

/** The bytes of a tar archive with these entries, whatever they are. */
export function encodeTar(entries: readonly TarEntry[]): Uint8Array {
  const blocks = entries.flatMap(({path, type = 'File', linkpath, body = new Uint8Array()}) => {
    const header = new Header({path, type, size: body.length, mode: 0o644, mtime: new Date(0)});
    if (linkpath) header.linkpath = linkpath;
    header.encode();
    return [header.block!, body, new Uint8Array(-body.length & 511)];
  });
  return Buffer.concat([...blocks, new Uint8Array(1024)]);
}
