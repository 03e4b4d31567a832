import type {Machine} from './machine.js';

/** By the names that Python gives them, operations: the byte that each is written as, and what it does. */
export type Operations = Readonly<Record<string, readonly [code: number, run: (machine: Machine) => void]>>;
