/** What {@link pickledBatch} writes. */
export interface PickledBatch {
  /** Python 2 has pixels as a text of bytes; Python 3, in the same protocol, as a text that it encodes when it is read. */
  readonly writer: 'python2' | 'python3';
  /** Names of the labels of a record, in its order. */
  readonly labels: readonly string[];
  /** NumPy's name of the type of pixels. Default `u1`. */
  readonly type?: string;
  /** Where the type is from. Default `numpy`. */
  readonly module?: string;
  /** Bytes of the pixels that are left out. */
  readonly lacking?: number;
}

/** The records of a binary file of CIFAR as Python's `pickle.dumps(batch, 2)` writes them. */
export function pickledBatch(
  binary: Uint8Array,
  {writer, labels, type = 'u1', module = 'numpy', lacking = 0}: PickledBatch,
): Uint8Array {
  const size = 3072 + labels.length;
  const records = binary.length / size;
  const rows = Array.from({length: records}, (_, i) => binary.subarray(i * size, (i + 1) * size));
  const pixels = Buffer.concat(rows.map(row => row.subarray(labels.length)));
  const data = pixels.subarray(0, pixels.length - lacking);
  const columns = labels.map((name, place) => [
    text(name),
    latin1(`](${rows.map(row => `K${String.fromCharCode(row[place]!)}`).join('')}e`),
  ]);
  return Buffer.concat([
    latin1('\x80\x02}q\x01('),
    text('data'),
    latin1('cnumpy.core.multiarray\n_reconstruct\nq\x03cnumpy\nndarray\nq\x04K\x00\x85q\x05U\x01bq\x06\x87q\x07Rq\x08'),
    latin1(`(K\x01K${String.fromCharCode(records)}M\x00\x0c\x86q\x09`),
    latin1(`c${module}\ndtype\nq\x0a`),
    text(type),
    latin1('K\x00K\x01\x87q\x0cRq\x0d(K\x03U\x01|q\x0eNNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tq\x0fb\x89'),
    ...(writer === 'python2' ? [latin1('T'), uint32(data.length), data] : encoded(data)),
    latin1('tq\x11b'),
    ...columns.flat(),
    latin1('u.'),
  ]);
}

function encoded(data: Buffer): Uint8Array[] {
  const utf8 = Buffer.from(data.toString('latin1'), 'utf8');
  return [latin1('c_codecs\nencode\nX'), uint32(utf8.length), utf8, latin1('X\x06\x00\x00\x00latin1\x86R')];
}

function text(value: string): Buffer {
  return latin1(`U${String.fromCharCode(value.length)}${value}`);
}

function latin1(value: string): Buffer {
  return Buffer.from(value, 'latin1');
}

function uint32(value: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(value).buffer);
}
