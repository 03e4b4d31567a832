import type {Allowance} from '../bytes/allowance.js';
import {type ByteSource, readRange} from '../bytes/byte-source.js';
import {CoreError} from '../errors.js';
import {pytorchGlobals} from './globals.js';
import type {PickledTensor} from './pickled-tensor.js';
import {readStorageId, type Storage, valueBytes} from './storage.js';
import {unpickle} from './unpickle.js';

/** How a checkpoint begins: the pickle of PyTorch's magic number, in protocol 2. */
export const legacySignature: readonly number[] = [
  0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e,
];

const protocolVersion = 1001;

/** Bytes of the start of a file that are read first, and by how much more each time that the pickles go on. */
const firstWindow = 2 ** 18;
const windowGrowth = 8;

interface Pickles {
  value: unknown;
  tensors: PickledTensor[];
  /** By key, every storage that the value has. */
  storages: Map<string, Storage>;
  /** Keys, in the order of the storages in the file. */
  keys: unknown;
  /** Behind the last pickle. */
  end: number;
}

/**
 * Reads a checkpoint as `torch.save` wrote it before PyTorch 1.6: five pickles (magic number, version, machine, what was
 * saved, keys of storages), then for each storage its number of values in 64 bits and the values
 * (torch/serialization.py, `_legacy_load`).
 *
 * @returns What was saved.
 */
export async function readLegacyCheckpoint(source: ByteSource, allowance: Allowance): Promise<unknown> {
  const pickles = await readPickles(source, allowance);
  const bytes = await readStorages(source, pickles, allowance);
  for (const tensor of pickles.tensors) {
    const storage = bytes.get(tensor.storage.key);
    if (!storage) throw corrupt(`storage ${tensor.storage.key} is missing`);
    tensor.fill(storage, allowance);
  }
  return pickles.value;
}

/** Reads more and more of the file, as only the pickles themselves say where they end. */
async function readPickles(source: ByteSource, allowance: Allowance): Promise<Pickles> {
  const what = 'the pickles of the checkpoint';
  for (let window = firstWindow; ; window *= windowGrowth) {
    const length = Math.min(window, source.size);
    allowance.take(length, what);
    const bytes = await readRange(source, {begin: 0, end: length, what});
    try {
      return parsePickles(bytes, allowance);
    } catch (error) {
      const goesOn = error instanceof CoreError && error.code === 'FILE_TRUNCATED' && length < source.size;
      if (!goesOn) throw error;
    }
  }
}

function parsePickles(bytes: Uint8Array, allowance: Allowance): Pickles {
  const globals = new Map<string, unknown>();
  const version = unpickle(bytes, {start: legacySignature.length, globals, allowance});
  if (version.value !== protocolVersion) throw corrupt(`its version is not ${protocolVersion}`);
  const machine = unpickle(bytes, {start: version.end, globals, allowance});
  if (!(machine.value instanceof Map) || machine.value.get('little_endian') !== true) {
    throw new CoreError('FILE_UNSUPPORTED', 'the checkpoint is not little-endian: save it on a machine that is');
  }
  const tensors: PickledTensor[] = [];
  const storages = new Map<string, Storage>();
  const {value, end} = unpickle(bytes, {
    start: machine.end,
    globals: pytorchGlobals(tensors, allowance),
    persistentLoad: id => {
      const storage = readStorageId(id);
      storages.set(storage.key, storage);
      return storage;
    },
    allowance,
  });
  const keys = unpickle(bytes, {start: end, globals, allowance});
  return {value, tensors, storages, keys: keys.value, end: keys.end};
}

async function readStorages(
  source: ByteSource,
  {storages, keys, end}: Pickles,
  allowance: Allowance,
): Promise<Map<string, Uint8Array>> {
  if (!Array.isArray(keys)) throw corrupt('its keys are no list');
  const read = new Map<string, Uint8Array>();
  let at = end;
  for (const item of keys) {
    if (typeof item !== 'string' && typeof item !== 'number') throw corrupt('its keys are no texts');
    const key = String(item);
    const what = `storage ${key}`;
    const storage = storages.get(key);
    if (!storage || read.has(key)) throw corrupt(`${what} is not expected`);
    const head = await readRange(source, {begin: at, end: at + 8, what});
    const begin = at + head.length;
    const count = Number(new DataView(head.buffer).getBigInt64(0, true));
    at = begin + count * valueBytes(storage.dtype);
    allowance.take(at - begin, what);
    read.set(key, await readRange(source, {begin, end: at, what}));
  }
  return read;
}

function corrupt(problem: string): CoreError {
  return new CoreError('FILE_CORRUPT', `the checkpoint is damaged: ${problem}`);
}
