import type {Allowance} from '../bytes/allowance.js';
import type {ByteSource} from '../bytes/byte-source.js';
import {CoreError} from '../errors.js';
import {readMember} from '../zip/read-member.js';
import type {ZipArchive} from '../zip/zip-entry.js';
import {pytorchGlobals} from './globals.js';
import type {PickledTensor} from './pickled-tensor.js';
import {readStorageId} from './storage.js';
import {unpickle} from './unpickle.js';

/** The folder of a zip archive that has a checkpoint, with a slash at its end; undefined where none has. */
export function checkpointFolder({entries}: ZipArchive): string | undefined {
  const pickle = [...entries.keys()].find(name => /^[^/]*\/data\.pkl$/.test(name));
  return pickle?.slice(0, -'data.pkl'.length);
}

/**
 * Reads a checkpoint as `torch.save` writes it since PyTorch 1.6: a zip archive with a pickle `data.pkl` and each
 * storage in a file of its own, `data/KEY` (torch/serialization.py, `_load`).
 *
 * @returns What was saved.
 */
export async function readZipCheckpoint(
  source: ByteSource,
  {archive, folder, allowance}: {archive: ZipArchive; folder: string; allowance: Allowance},
): Promise<unknown> {
  const read = async (name: string): Promise<Uint8Array<ArrayBuffer>> => {
    const entry = archive.entries.get(folder + name);
    if (entry) return readMember(source, archive, {entry, allowance});
    throw new CoreError('FILE_CORRUPT', `the checkpoint has no member '${folder}${name}': the file is damaged`);
  };
  requireReadable(archive, folder);
  // Files from before this record are little-endian, as nearly all machines are.
  if (archive.entries.has(`${folder}byteorder`)) requireLittleEndian(await read('byteorder'));
  const tensors: PickledTensor[] = [];
  const globals = pytorchGlobals(tensors, allowance);
  const {value} = unpickle(await read('data.pkl'), {globals, persistentLoad: readStorageId, allowance});
  const storages = new Map<string, Uint8Array>();
  for (const tensor of tensors) {
    const {key} = tensor.storage;
    const bytes = storages.get(key) ?? (await read(`data/${key}`));
    storages.set(key, bytes);
    tensor.fill(bytes, allowance);
  }
  return value;
}

function requireReadable({entries}: ZipArchive, folder: string): void {
  if (!entries.has(`${folder}constants.pkl`)) return;
  throw new CoreError(
    'FILE_UNSUPPORTED',
    'the file is a TorchScript program, which is not run here: save the state dict of its module, ' +
      'torch.save(torch.jit.load(PATH).state_dict(), NEW_PATH)',
  );
}

function requireLittleEndian(record: Uint8Array): void {
  if (String.fromCharCode(...record.subarray(0, 10)) === 'little') return;
  throw new CoreError('FILE_UNSUPPORTED', 'the checkpoint is not little-endian: save it on a machine that is');
}
