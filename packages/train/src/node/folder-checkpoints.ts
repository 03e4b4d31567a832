import {mkdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {CheckpointKind, CheckpointStore} from '../checkpoint/store.js';
import {TrainError} from '../errors.js';
import {writeAtomic} from './atomic.js';
import {explain, isMissing} from './file-errors.js';

/**
 * Keeps checkpoints as `last.safetensors` and `best.safetensors` in a folder, which it makes when needed. A save is
 * atomic: a temporary file beside it, synced, renamed, and the folder synced; a crash or a full disk at any moment
 * leaves the checkpoint before it whole.
 *
 * @throws TrainError `CHECKPOINT_NOT_SAVED` and `CHECKPOINT_NOT_READ` from the store's functions
 */
export function folderCheckpoints(folder: string): CheckpointStore {
  const pathOf = (kind: CheckpointKind) => join(folder, `${kind}.safetensors`);
  return {
    async save(kind, bytes) {
      const path = pathOf(kind);
      try {
        await mkdir(folder, {recursive: true});
        await writeAtomic(path, bytes);
        return path;
      } catch (cause) {
        throw new TrainError(
          'CHECKPOINT_NOT_SAVED',
          `the checkpoint ${path} could not be written: ${explain(cause)}. What was there before is whole.`,
          {cause},
        );
      }
    },
    async load(kind) {
      const path = pathOf(kind);
      try {
        return await readFile(path);
      } catch (cause) {
        if (isMissing(cause)) return undefined;
        throw new TrainError('CHECKPOINT_NOT_READ', `the checkpoint ${path} could not be read: ${explain(cause)}`, {
          cause,
        });
      }
    },
  };
}
