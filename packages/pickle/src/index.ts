/** Pickles of Python as values. Runs anywhere. */

export {PickleError, type PickleErrorCode} from './error.js';
export type {Allowance, PickleGlobals, PickleOptions} from './machine.js';
export {type Unpickled, unpickle} from './unpickle.js';
