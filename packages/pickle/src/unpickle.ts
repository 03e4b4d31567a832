import {containers} from './containers.js';
import {Cursor} from './cursor.js';
import {literals} from './literals.js';
import {Machine, type PickleOptions} from './machine.js';
import {objects} from './objects.js';
import type {Operations} from './operations.js';

/** A pickle's value, and where the pickle ends. */
export interface Unpickled {
  value: unknown;
  end: number;
}

const newestProtocol = 5;
const stop = 0x2e;

const others: Operations = {
  PROTO: [0x80, requireProtocol],
  FRAME: [0x95, machine => machine.cursor.length64()],
  POP: [0x30, machine => machine.popValueOrMark()],
  POP_MARK: [0x31, machine => machine.popMark()],
  DUP: [0x32, machine => machine.push(machine.top())],
  MEMOIZE: [0x94, machine => machine.remember()],
  BINPUT: [0x71, machine => machine.remember(machine.cursor.uint8())],
  LONG_BINPUT: [0x72, machine => machine.remember(machine.cursor.uint32())],
  BINGET: [0x68, machine => machine.recall(machine.cursor.uint8())],
  LONG_BINGET: [0x6a, machine => machine.recall(machine.cursor.uint32())],
};

const operations = new Map(Object.values({...literals, ...containers, ...objects, ...others}));

/**
 * Reads a pickle of Python (https://docs.python.org/3/library/pickletools.html, protocols 2 to 5) as values: dictionaries
 * become `Map`, lists and tuples arrays, None null, integers beyond 2^53 bigints, texts of Python 2 Latin-1. It knows the
 * operations that make values, and of modules what `globals` has; all else is refused by name. Nothing is executed but
 * the functions in `globals`, and no value is visited twice: loops and depth do no harm.
 *
 * @param start Where the pickle begins.
 * @throws PickleError `PICKLE_REFUSED`, `PICKLE_CORRUPT`, `PICKLE_TRUNCATED`; what `allowance` throws.
 */
export function unpickle(bytes: Uint8Array, {start = 0, ...options}: PickleOptions & {start?: number}): Unpickled {
  const machine = new Machine(new Cursor(bytes, start), options);
  for (let code = machine.cursor.uint8(); code !== stop; code = machine.cursor.uint8()) {
    const run = operations.get(code);
    if (!run) throw machine.refused(`has the operation 0x${code.toString(16).padStart(2, '0')}`);
    run(machine);
  }
  return {value: machine.result(), end: machine.cursor.at};
}

function requireProtocol(machine: Machine): void {
  const protocol = machine.cursor.uint8();
  if (protocol > newestProtocol) throw machine.corrupt(`says that it is of protocol ${protocol}`);
}
