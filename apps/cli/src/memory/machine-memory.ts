import {totalmem} from 'node:os';

/** Bytes of memory that this machine has; in a container, that it may use. */
export function machineMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}
