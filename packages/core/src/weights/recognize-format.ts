import {CoreError} from '../errors.js';
import {npySignature} from '../numpy/decode-npy.js';
import {legacySignature} from '../pytorch/legacy-container.js';

/** Formats of files of weights. `pytorch` is the zip archive of PyTorch from 1.6 on, `pytorch-legacy` what was before. */
export type WeightsFormat = 'safetensors' | 'pytorch' | 'pytorch-legacy' | 'npz' | 'npy';

/** Bytes at the start of a file that are needed to recognise it. */
export const signatureLength = 265;

interface Signature {
  at: number;
  bytes: readonly number[];
}

/** What a file of weights is outside; a zip archive may be of two formats. */
type Container = 'safetensors' | 'zip' | 'pytorch-legacy' | 'npy';

/** How containers begin. A safetensors file has the length of its header, which is below 2^32, and the header's brace. */
const containers: readonly (Signature & {container: Container})[] = [
  {at: 4, bytes: [0, 0, 0, 0, 0x7b], container: 'safetensors'},
  {at: 0, bytes: ascii('PK\x03\x04'), container: 'zip'},
  {at: 0, bytes: legacySignature, container: 'pytorch-legacy'},
  {at: 0, bytes: npySignature, container: 'npy'},
];

/** What else is met under the names of weight files, and what to do. */
const others: readonly (Signature & {what: string})[] = [
  {at: 0, bytes: ascii('version https://git-lfs'), what: 'a pointer of Git LFS in place of the file: git lfs pull'},
  {at: 1, bytes: ascii('HDF'), what: 'an HDF5 file, as Keras writes them: save the weights as .npz or safetensors'},
  {at: 257, bytes: ascii('ustar'), what: 'a tar archive: unpack it; PyTorch before 0.1.10 wrote such, save it anew'},
  {at: 0, bytes: [0x1f, 0x8b], what: 'compressed by gzip: gunzip it'},
  {at: 0, bytes: [0x80], what: "a pickle that is no checkpoint of PyTorch: save the network's state dict"},
  {at: 0, bytes: ascii('<'), what: 'a web page, perhaps an error of the server that it is from: fetch it again'},
];

/**
 * The container of a file, by its first bytes.
 *
 * @throws CoreError `FILE_UNKNOWN` for others, and says what they are where that can be told.
 */
export function recognizeContainer(start: Uint8Array): Container {
  const begins = ({at, bytes}: Signature): boolean => bytes.every((byte, i) => start[at + i] === byte);
  const known = containers.find(begins);
  if (known) return known.container;
  const what = others.find(begins)?.what ?? (start.length === 0 ? 'empty' : 'something else');
  throw new CoreError('FILE_UNKNOWN', `expected weights (safetensors, .pth, .npz, .npy), but the file is ${what}`);
}

function ascii(text: string): number[] {
  return Array.from(text, sign => sign.charCodeAt(0));
}
