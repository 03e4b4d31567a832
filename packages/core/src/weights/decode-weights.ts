import {Allowance} from '../bytes/allowance.js';
import {type BlobLike, type ByteSource, readRange, toByteSource} from '../bytes/byte-source.js';
import {CoreError} from '../errors.js';
import {decodeNpy} from '../numpy/decode-npy.js';
import {isNpz, readNpz} from '../numpy/read-npz.js';
import {readLegacyCheckpoint} from '../pytorch/legacy-container.js';
import {findStateDict} from '../pytorch/state-dict.js';
import {checkpointFolder, readZipCheckpoint} from '../pytorch/zip-container.js';
import {readSafetensors} from '../safetensors/decode.js';
import type {SafeTensor} from '../safetensors/types.js';
import {readZipDirectory} from '../zip/read-directory.js';
import {recognizeContainer, signatureLength, type WeightsFormat} from './recognize-format.js';

/** What a file of weights holds. */
export interface DecodedWeights {
  format: WeightsFormat;
  /** By the names that they have in the file. That of a `.npy` file, which has none, is `arr_0`, as NumPy says. */
  tensors: Record<string, SafeTensor>;
  /** Texts that a safetensors file carries along; the others have none. */
  metadata: Record<string, string>;
  /**
   * All that a PyTorch checkpoint has, such as the epoch: dictionaries as `Map`, lists and tuples as arrays, tensors as in
   * `tensors`. May be nested to any depth and contain itself.
   */
  saved?: unknown;
}

/**
 * Reads a file of weights, whose format is recognised by its content: safetensors, PyTorch's `.pth` and `.pt` in both
 * forms (from a checkpoint of several things, the network's parameters), NumPy's `.npz` and `.npy`. What
 * {@link loadParameters} takes is in `tensors`.
 *
 * Nothing in a file is executed. Every length is checked against the file's size before it is used, and no file makes
 * this take more memory than 16 times its size and 8 MiB; ordinary ones take once their size, as they are read tensor by
 * tensor.
 *
 * @param source The file: its bytes, a `File` or `Blob` of the browser, or anything else that can be read by ranges.
 * @throws CoreError `FILE_UNKNOWN`, `FILE_TRUNCATED`, `FILE_CORRUPT`, `FILE_UNSUPPORTED`, `FILE_EXPANDS`,
 *   `PICKLE_REFUSED`, or one of safetensors'.
 */
export async function decodeWeights(source: Uint8Array | BlobLike | ByteSource): Promise<DecodedWeights> {
  const bytes = toByteSource(source);
  const start = await readRange(bytes, {begin: 0, end: Math.min(signatureLength, bytes.size), what: 'the file'});
  const allowance = new Allowance(bytes.size);
  switch (recognizeContainer(start)) {
    case 'safetensors':
      return {format: 'safetensors', ...(await readSafetensors(bytes))};
    case 'pytorch-legacy':
      return checkpoint('pytorch-legacy', await readLegacyCheckpoint(bytes, allowance));
    case 'npy':
      return {format: 'npy', tensors: {arr_0: await readNpy(bytes)}, metadata: {}};
    case 'zip':
      return decodeZip(bytes, allowance);
  }
}

async function decodeZip(source: ByteSource, allowance: Allowance): Promise<DecodedWeights> {
  const archive = await readZipDirectory(source, allowance);
  const folder = checkpointFolder(archive);
  if (folder !== undefined) {
    return checkpoint('pytorch', await readZipCheckpoint(source, {archive, folder, allowance}));
  }
  if (isNpz(archive)) return {format: 'npz', tensors: await readNpz(source, {archive, allowance}), metadata: {}};
  throw new CoreError(
    'FILE_UNKNOWN',
    'the file is a zip archive, but neither a checkpoint of PyTorch nor arrays of NumPy: if it has a file of weights ' +
      'in it, unpack that',
  );
}

async function readNpy(source: ByteSource): Promise<SafeTensor> {
  const what = 'the array';
  return decodeNpy(await readRange(source, {begin: 0, end: source.size, what}), what);
}

function checkpoint(format: WeightsFormat, saved: unknown): DecodedWeights {
  const tensors = findStateDict(saved);
  if (tensors) return {format, tensors, metadata: {}, saved};
  const keys = saved instanceof Map ? [...saved.keys()].filter(key => typeof key === 'string').slice(0, 10) : [];
  const found = keys.length > 0 ? `a dictionary with ${keys.join(', ').slice(0, 200)}` : 'something else';
  throw new CoreError(
    'FILE_UNSUPPORTED',
    `expected a checkpoint with a network's parameters by name, got ${found}: save model.state_dict()`,
  );
}
