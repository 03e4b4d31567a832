import {database} from './database.js';

/** A run that can go on: everything that it needs, and what a page says of it. */
export interface StoredCheckpoint {
  /** The checkpoint file of packages/train. */
  readonly bytes: Uint8Array;
  /** When it was written, in milliseconds since 1970. */
  readonly saved: number;
  /** What the section needs to go on and to describe it: plain data. */
  readonly about: unknown;
}

/** Stores a checkpoint in the place of the one of that name. */
export async function saveCheckpoint(name: string, checkpoint: StoredCheckpoint): Promise<void> {
  await (await database()).put('checkpoints', checkpoint, name);
}

export async function loadCheckpoint(name: string): Promise<StoredCheckpoint | undefined> {
  return (await database()).get('checkpoints', name);
}

export async function deleteCheckpoint(name: string): Promise<void> {
  await (await database()).delete('checkpoints', name);
}
