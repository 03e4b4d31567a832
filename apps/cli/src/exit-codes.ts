/** What an exit code of `residual` means. The help and the README print this table. */
export interface ExitCode {
  readonly code: number;
  readonly meaning: string;
}

/** The name of an exit code. */
export type ExitName =
  | 'ok'
  | 'failure'
  | 'usage'
  | 'data'
  | 'engine'
  | 'run'
  | 'diverged'
  | 'interrupted'
  | 'brokenPipe';

/** Every exit code of the program, by name. */
export const EXIT: Readonly<Record<ExitName, ExitCode>> = {
  ok: {code: 0, meaning: 'done'},
  failure: {code: 1, meaning: 'failed: an unforeseen error, or a problem that `doctor` found'},
  usage: {code: 2, meaning: 'wrong usage: an unknown command, option, recipe or model, or a wrong value'},
  data: {code: 3, meaning: 'data: missing, damaged or unreadable'},
  engine: {code: 4, meaning: 'engine: TensorFlow, WebGPU or WASM missing, or it failed'},
  run: {code: 5, meaning: 'run folder: cannot be read or written, disk full, foreign checkpoint'},
  diverged: {code: 6, meaning: 'training stopped: the loss is not finite'},
  interrupted: {code: 130, meaning: 'interrupted (Ctrl-C or SIGTERM)'},
  brokenPipe: {code: 141, meaning: 'the reader of the output went away'},
};

/** The table as text: a code and its meaning a line. */
export function formatExitCodes(): string {
  return Object.values(EXIT)
    .map(({code, meaning}) => `  ${String(code).padStart(3)}  ${meaning}`)
    .join('\n');
}
