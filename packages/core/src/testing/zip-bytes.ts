import {crc32} from '../zip/crc32.js';

/** A member of an archive, with what its directory says of it in place of the truth. */
export interface Member {
  name: string;
  content: Uint8Array;
  /** Of `content`, as it lies in the archive; 8 for deflated. */
  method?: number;
  /** Unpacked. */
  size?: number;
  flags?: number;
  /** Where its header is said to be. */
  headerAt?: number;
  crc?: number;
}

/** A zip archive, of 64 bits on request, as a writer with little regard for the truth makes it. */
export function zipBytes(members: readonly Member[], {zip64 = false, comment = ''} = {}): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const member of members) {
    const {content, method = 0, size = content.length, flags = 0, headerAt = at, crc = crc32(content)} = member;
    const name = Buffer.from(member.name);
    const header = Buffer.concat([
      numbers([4, 0x04034b50], [2, 20], [2, 0], [2, method], [4, 0], [4, crc]),
      Buffer.alloc(8),
    ]);
    parts.push(header, numbers([2, name.length], [2, 3]), name, Buffer.alloc(3), Buffer.from(content));
    at += 30 + name.length + 3 + content.length;
    const sizes = zip64 ? [0xffffffff, 0xffffffff] : [content.length, size];
    const extra = zip64 ? numbers([2, 1], [2, 24], [8, size], [8, content.length], [8, headerAt]) : Buffer.alloc(0);
    directory.push(
      numbers([4, 0x02014b50], [2, 45], [2, 45], [2, flags], [2, method], [4, 0], [4, crc]),
      numbers([4, sizes[0]!], [4, sizes[1]!], [2, name.length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0]),
      numbers([4, zip64 ? 0xffffffff : headerAt]),
      name,
      extra,
    );
  }
  const listing = Buffer.concat(directory);
  const count = members.length;
  const record64 = [
    numbers(
      [4, 0x06064b50],
      [8, 44],
      [2, 45],
      [2, 45],
      [4, 0],
      [4, 0],
      [8, count],
      [8, count],
      [8, listing.length],
      [8, at],
    ),
    numbers([4, 0x07064b50], [4, 0], [8, at + listing.length], [4, 1]),
  ];
  const place = zip64
    ? ([
        [4, 0xffffffff],
        [4, 0xffffffff],
      ] as const)
    : ([
        [4, listing.length],
        [4, at],
      ] as const);
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], ...place, [2, comment.length]);
  return new Uint8Array(Buffer.concat([...parts, listing, ...(zip64 ? record64 : []), end, Buffer.from(comment)]));
}

/** Little-endian numbers of so many bytes. */
function numbers(...fields: readonly (readonly [bytes: number, value: number])[]): Buffer {
  return Buffer.concat(
    fields.map(([bytes, value]) => {
      const field = Buffer.alloc(8);
      field.writeBigUInt64LE(BigInt(value));
      return field.subarray(0, bytes);
    }),
  );
}
