import cliProgress from 'cli-progress';
import {isTerminal} from './terminal.js';

export interface ProgressOptions {
  /** What is going on, as `epoch 2/10`. */
  readonly label: string;
  /** Value at the end, in any unit. */
  readonly total: number;
  /** How a value is written; default: as it is. */
  readonly format?: (value: number) => string;
}

export interface Progress {
  /** Sets the value, and words that stand behind it. */
  update(value: number, detail?: string): void;
  /** Takes the bar away. */
  stop(): void;
}

interface Target {
  readonly stream: NodeJS.WritableStream;
  readonly silent: boolean;
}

/** In a pipe, a line at most so often. */
const LINE_EVERY_MS = 10_000;

/** Starts a bar on a terminal, lines in a pipe, or nothing. */
export function startProgress(options: ProgressOptions & Target): Progress {
  if (options.silent) return {update: () => {}, stop: () => {}};
  return isTerminal(options.stream) ? bar(options) : lines(options);
}

function bar({label, total, format = String, stream}: ProgressOptions & Target): Progress {
  const bar = new cliProgress.SingleBar(
    {
      stream,
      format: '{label} {bar} {shown}/{end}  {detail}',
      barsize: 16,
      clearOnComplete: true,
      // Without wrapping, a process that ends at once would leave the terminal so.
      linewrap: true,
      fps: 8,
      gracefulExit: false,
    },
    cliProgress.Presets.shades_grey,
  );
  bar.start(total, 0, {label, shown: format(0), end: format(total), detail: ''});
  return {
    update: (value, detail = '') => bar.update(value, {shown: format(value), detail}),
    stop: () => bar.stop(),
  };
}

function lines({label, total, format = String, stream}: ProgressOptions & Target): Progress {
  let last = Date.now();
  return {
    update(value, detail = '') {
      if (Date.now() - last < LINE_EVERY_MS) return;
      last = Date.now();
      stream.write(`${label} ${format(value)}/${format(total)}${detail ? `  ${detail}` : ''}\n`);
    },
    stop: () => {},
  };
}
