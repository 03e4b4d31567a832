/** `last` is where to go on; `best` is the one to keep. */
export type CheckpointKind = 'last' | 'best';

/** A place for checkpoints: each kind holds one, which a new one replaces whole or not at all. */
export interface CheckpointStore {
  /** Keeps the bytes and returns where, in words that a person can use (a path, a key). */
  save(kind: CheckpointKind, bytes: Uint8Array): Promise<string>;
  /** The bytes kept last, or undefined where there are none. */
  load(kind: CheckpointKind): Promise<Uint8Array | undefined>;
}

/** Keeps checkpoints in memory: for tests, short runs and the browser. */
export function memoryCheckpoints(): CheckpointStore {
  const kept = new Map<CheckpointKind, Uint8Array>();
  return {
    async save(kind, bytes) {
      kept.set(kind, bytes);
      return `memory:${kind}`;
    },
    load: async kind => kept.get(kind),
  };
}
