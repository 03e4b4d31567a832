import {type DBSchema, type IDBPDatabase, openDB} from 'idb';
import type {StoredCheckpoint} from './checkpoints.js';
import type {ModelFiles, ModelInfo} from './models.js';
import type {StoredRun} from './runs.js';

interface Schema extends DBSchema {
  /** What there is, apart from the weights: a list of models reads no weights. */
  models: {key: string; value: ModelInfo};
  weights: {key: string; value: ModelFiles};
  checkpoints: {key: string; value: StoredCheckpoint};
  runs: {key: string; value: StoredRun};
}

let opened: Promise<IDBPDatabase<Schema>> | undefined;

/** The database of the site, which page and worker share. */
export function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>('residual', 1, {
    upgrade(db) {
      db.createObjectStore('models', {keyPath: 'id'});
      for (const name of ['weights', 'checkpoints', 'runs'] as const) db.createObjectStore(name);
    },
  });
  return opened;
}
