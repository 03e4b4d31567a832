import {decodeText} from '../bytes/text.js';
import {CoreError} from '../errors.js';
import {duplicateKey} from './duplicate-key.js';
import {
  arrayTypes,
  type HeaderEntry,
  isLengths,
  lengthBytes,
  metadataKey,
  type SafeTensorType,
  valueCount,
} from './types.js';

/** The longest header that is read, as in the reference implementation. */
const longestHeader = 100_000_000;

/** A header whose every claim has been checked against the file's length. */
export interface Header {
  entries: [name: string, entry: HeaderEntry][];
  metadata: Record<string, string>;
}

/**
 * Checks a header against the length of the data behind it. Throws as `decodeSafetensors` says.
 *
 * @param bytes The header alone, without its length.
 * @param dataLength Bytes from the end of the header to the end of the file.
 */
export function decodeHeader(bytes: Uint8Array, dataLength: number): Header {
  const {[metadataKey]: metadata = {}, ...tensors} = parseHeader(bytes);
  if (!isRecord(metadata) || !Object.values(metadata).every(value => typeof value === 'string')) {
    throw new CoreError('SAFETENSORS_HEADER', `expected '${metadataKey}' to map names to texts; the file is damaged`);
  }
  const entries = Object.entries(tensors).map(([name, entry]): [string, HeaderEntry] => {
    requireEntry(name, entry);
    return [name, entry];
  });
  requireSeamless(entries, dataLength);
  return {entries, metadata: metadata as Record<string, string>};
}

/**
 * Where the header ends and the data begin, according to the first {@link lengthBytes} bytes.
 *
 * @param bytes The start of the file.
 * @param fileSize The whole file's, in bytes.
 */
export function headerEnd(bytes: Uint8Array, fileSize: number): number {
  if (bytes.length < lengthBytes) {
    throw new CoreError(
      'SAFETENSORS_TRUNCATED',
      `expected a safetensors file, which begins with ${lengthBytes} bytes of length, got ${bytes.length} bytes`,
    );
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > longestHeader) {
    throw new CoreError(
      'SAFETENSORS_HEADER',
      `expected a header of at most ${longestHeader} bytes, got ${length}: this is no safetensors file`,
    );
  }
  if (length > fileSize - lengthBytes) {
    throw new CoreError(
      'SAFETENSORS_TRUNCATED',
      `expected a header of ${length} bytes, got ${fileSize - lengthBytes}: the file is cut short`,
    );
  }
  return lengthBytes + Number(length);
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  const broken = (what: string, cause?: unknown) =>
    new CoreError('SAFETENSORS_HEADER', `expected a header of JSON, got ${what}`, {cause});
  if (bytes[0] !== '{'.charCodeAt(0)) throw broken('something that does not begin with {');
  let text: string;
  let header: Record<string, unknown>;
  try {
    text = decodeText(bytes);
    header = JSON.parse(text);
  } catch (error) {
    throw broken('text that cannot be parsed; the file is damaged', error);
  }
  const duplicate = duplicateKey(text);
  if (duplicate !== undefined) throw broken(`'${duplicate}' twice`);
  return header;
}

/** Makes sure that an entry has the right form, and that its data type, shape and offsets agree. */
function requireEntry(name: string, entry: unknown): asserts entry is HeaderEntry {
  const refuse = (what: string) => new CoreError('SAFETENSORS_TENSOR', `${name}: expected ${what}`);
  const {dtype, shape, data_offsets: offsets} = isRecord(entry) ? entry : {};
  if (typeof dtype !== 'string' || !Object.hasOwn(arrayTypes, dtype)) {
    throw refuse(`a dtype of ${Object.keys(arrayTypes).join(', ')}, got ${JSON.stringify(dtype)}`);
  }
  if (!isLengths(shape)) throw refuse(`a shape of integers from 0 on, got ${JSON.stringify(shape)}`);
  if (!isLengths(offsets) || offsets.length !== 2) {
    throw refuse(`two data_offsets, integers from 0 on, got ${JSON.stringify(offsets)}`);
  }
  const size = valueCount(shape) * arrayTypes[dtype as SafeTensorType].BYTES_PER_ELEMENT;
  const [begin, end] = offsets as [number, number];
  if (end - begin !== size) {
    throw refuse(`${size} bytes for ${dtype} of shape [${shape}], got offsets ${begin} to ${end}`);
  }
}

/** Makes sure that the tensors fill the file: no overlap, no hole, nothing beyond its end, no bytes left over. */
function requireSeamless(entries: readonly [string, HeaderEntry][], dataLength: number): void {
  const offsets = entries
    .map(
      ([
        name,
        {
          data_offsets: [begin, end],
        },
      ]) => ({name, begin, end}),
    )
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  let expected = 0;
  for (const {name, begin, end} of offsets) {
    if (begin !== expected) {
      throw new CoreError(
        'SAFETENSORS_OFFSETS',
        `${name}: expected its data at byte ${expected}, where the tensor before it ends, got ${begin}`,
      );
    }
    if (end > dataLength) {
      throw new CoreError(
        'SAFETENSORS_TRUNCATED',
        `${name}: expected data up to byte ${end}, got ${dataLength} bytes: the file is cut short`,
      );
    }
    expected = end;
  }
  if (expected !== dataLength) {
    throw new CoreError(
      'SAFETENSORS_OFFSETS',
      `expected ${expected} bytes of data, as the header says, got ${dataLength}`,
    );
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
