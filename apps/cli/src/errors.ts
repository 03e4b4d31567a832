import {CommanderError} from 'commander';
import {EXIT, type ExitName} from './exit-codes.js';

/** Fields of a {@link CliError}. */
export interface CliErrorOptions {
  /** Stable name of the error, as `RUN_EXISTS`. */
  readonly code: string;
  /** Which exit code it leads to. */
  readonly exit: ExitName;
  /** One line: what to do about it. */
  readonly mend?: string;
  readonly cause?: unknown;
}

/** An error that the command line raises itself: one line of what is wrong, one of how to mend it. */
export class CliError extends Error {
  readonly code: string;
  readonly exit: ExitName;
  readonly mend: string | undefined;

  constructor(message: string, {code, exit, mend, cause}: CliErrorOptions) {
    super(message, cause === undefined ? undefined : {cause});
    this.name = 'CliError';
    this.code = code;
    this.exit = exit;
    this.mend = mend;
  }
}

/** An error as a person or a script reads it. */
export interface Explanation {
  readonly code: string;
  readonly message: string;
  readonly mend?: string;
  readonly exitCode: number;
}

/** Errors of our own packages, by class name: each has a `code`, and its message says what to do. */
const EXITS_BY_CLASS: Record<string, ExitName> = {
  CoreError: 'usage',
  DataError: 'data',
  EngineError: 'engine',
  WebEngineError: 'engine',
  TrainError: 'run',
};

/** Codes that say more than the class does. */
const EXITS_BY_CODE: Record<string, ExitName> = {
  NOT_FINITE: 'diverged',
  INVALID_ARGUMENT: 'usage',
  UNKNOWN_DATASET: 'usage',
  BAD_OPTION: 'usage',
  BAD_BATCH: 'data',
};

/** Errors of the file system that a person can mend. */
const FILE_MENDS: Record<string, string> = {
  ENOSPC: 'The disk is full: free some space, then go on with --resume.',
  EDQUOT: 'The disk quota is used up: free some space, then go on with --resume.',
  EROFS: 'The file system is read-only: choose another place with --out or --data-dir.',
  EACCES: 'Permission is missing: choose another place with --out or --data-dir, or change its permissions.',
  EPERM: 'Permission is missing: choose another place with --out or --data-dir, or change its permissions.',
  ENOTDIR: 'A part of the path is a file, not a folder: choose another path.',
  ENOENT: 'The path does not exist: check its spelling.',
  EISDIR: 'The path is a folder where a file was expected.',
};

/** Turns whatever was thrown into one explanation with an exit code. */
export function explain(error: unknown): Explanation {
  if (error instanceof CliError) return explained(error.code, error.message, error.exit, error.mend);
  if (error instanceof CommanderError) return explainUsage(error);
  if (!(error instanceof Error)) return explained('FAILED', String(error), 'failure');
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'FAILED';
  const exit = EXITS_BY_CODE[code] ?? (code.startsWith('SAFETENSORS_') ? 'run' : EXITS_BY_CLASS[error.name]);
  if (exit) return explained(code, error.message, exit);
  const fileMend = FILE_MENDS[code];
  if (fileMend) return explained(code, error.message, 'run', fileMend);
  return explained(code, error.message || error.name, 'failure', 'Set RESIDUAL_DEBUG=1 to see where it happened.');
}

function explained(code: string, message: string, exit: ExitName, mend?: string): Explanation {
  return {code, message, exitCode: EXIT[exit].code, ...(mend ? {mend} : {})};
}

/** Commander's message is "error: what", with "(Did you mean x?)" on a line of its own. */
function explainUsage(error: CommanderError): Explanation {
  const [what = '', suggestion] = error.message.split('\n');
  const message = what.replace(/^error: /, '');
  const mend = suggestion?.replace(/^\((.*)\)$/, '$1') ?? 'See --help.';
  return explained(error.code.replace(/^commander\./, 'USAGE_').toUpperCase(), message, 'usage', mend);
}
