import {deleteCheckpoint, loadCheckpoint, saveCheckpoint} from '../../../storage/checkpoints.js';
import type {History} from './history.js';
import type {Settings} from './settings.js';

/** A run as it is stored every few seconds, so that it can go on when the page was closed or its GPU was lost. */
export interface StoredRun {
  /** Where it stands: the checkpoint file of packages/train. */
  readonly bytes: Uint8Array;
  /** When it began, in milliseconds since 1970. */
  readonly started: number;
  readonly settings: Settings;
  readonly history: History;
  /** Steps in an epoch. */
  readonly batches: number;
}

const NAME = 'learn';

/** Written with each run; one of another version of the site is left alone. */
const VERSION = 1;

/** Stores a run in the place of the one before. */
export async function saveRun({bytes, ...about}: StoredRun): Promise<void> {
  await saveCheckpoint(NAME, {bytes, saved: Date.now(), about: {...about, version: VERSION}});
}

/** The run that can go on, if there is one. */
export async function loadRun(): Promise<StoredRun | undefined> {
  const stored = await loadCheckpoint(NAME);
  const about = stored?.about as (Omit<StoredRun, 'bytes'> & {version: number}) | undefined;
  if (!stored || about?.version !== VERSION) return undefined;
  const {version: _, ...run} = about;
  return {...run, bytes: stored.bytes};
}

/** Forgets the run: it is over. */
export async function deleteRun(): Promise<void> {
  await deleteCheckpoint(NAME);
}
