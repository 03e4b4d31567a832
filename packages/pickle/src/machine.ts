import type {Cursor} from './cursor.js';
import {PickleError} from './error.js';

/**
 * What a pickle may name, by module and name (`collections.OrderedDict`). Functions it may call: they get the list of
 * arguments, which may be anything, and may change later. Everything else it may only pass on. An object that a function
 * returns and that has a method `setState` takes the state that a pickle gives it.
 */
export type PickleGlobals = ReadonlyMap<string, unknown>;

/** The memory that a pickle may take. */
export interface Allowance {
  /** Told of bytes, and what they are for, before they are taken; throws where they are too many. */
  take(bytes: number, what: string): void;
}

/** What a pickle may use. */
export interface PickleOptions {
  globals: PickleGlobals;
  /** Makes the object that lies outside the pickle under this identifier. Without it, pickles with such are refused. */
  persistentLoad?: (id: unknown) => unknown;
  /** What memory the values are taken from. */
  allowance: Allowance;
}

/** The farthest that an entry of the memo may lie beyond the last: pickles count them up. */
const memoGap = 1024;

/** What values take in V8, in bytes: as measured or more. Lists have room for 17 values from the first on. */
export const costs = {value: 24, number: 48, text: 64, tuple: 96, list: 192, dictionary: 256, object: 256} as const;

/** The state of the machine that a pickle is a program for: a stack with marks, and a memo. */
export class Machine {
  readonly cursor: Cursor;
  readonly options: PickleOptions;
  /** Numbers that have become keys so far. */
  numericKeys = 0;
  #stack: unknown[] = [];
  /** Stacks below the marks. */
  readonly #below: unknown[][] = [];
  readonly #memo: unknown[] = [];

  constructor(cursor: Cursor, options: PickleOptions) {
    this.cursor = cursor;
    this.options = options;
  }

  /** Puts a value on the stack; `cost` is the memory that it may take. */
  push(value: unknown, cost: number = costs.value): void {
    this.options.allowance.take(cost, 'the pickle');
    this.#stack.push(value);
  }

  pop(): unknown {
    if (this.#stack.length === 0) throw this.corrupt('takes more values than it has');
    return this.#stack.pop();
  }

  /** The value on top, which stays. */
  top(): unknown {
    if (this.#stack.length === 0) throw this.corrupt('takes more values than it has');
    return this.#stack.at(-1);
  }

  mark(): void {
    this.options.allowance.take(costs.list, 'the pickle');
    this.#below.push(this.#stack);
    this.#stack = [];
  }

  /** The values above the last mark, which is removed with them. */
  popMark(): unknown[] {
    const below = this.#below.pop();
    if (!below) throw this.corrupt('goes back to a mark that it has not set');
    const values = this.#stack;
    this.#stack = below;
    return values;
  }

  /** What Python's POP does: it may also remove a mark that nothing lies above. */
  popValueOrMark(): void {
    if (this.#stack.length === 0) this.popMark();
    else this.#stack.pop();
  }

  remember(index: number = this.#memo.length): void {
    const added = index - this.#memo.length;
    if (added > memoGap) throw this.corrupt(`remembers a value as number ${index}`);
    this.options.allowance.take(costs.value * Math.max(added, 1), 'the pickle');
    this.#memo[index] = this.top();
  }

  recall(index: number): void {
    if (!(index in this.#memo)) throw this.corrupt(`recalls value ${index}, which it has not remembered`);
    this.push(this.#memo[index]);
  }

  /** The value that a pickle ends with: one, above no mark. */
  result(): unknown {
    const value = this.pop();
    if (this.#stack.length > 0 || this.#below.length > 0) throw this.corrupt('ends with values left over');
    return value;
  }

  corrupt(problem: string): PickleError {
    return new PickleError('PICKLE_CORRUPT', `the pickle is damaged: before byte ${this.cursor.at} it ${problem}`);
  }

  refused(what: string): PickleError {
    return new PickleError(
      'PICKLE_REFUSED',
      `the pickle ${what}, which reading values does not need; nothing of it has been run. ` +
        'If you trust it, open it with the program that wrote it and save its values alone (of PyTorch, a state_dict)',
    );
  }
}
