import type {WriteStream} from 'node:tty';
import pc from 'picocolors';
import {type Progress, type ProgressOptions, startProgress} from './progress.js';
import {hasColors} from './terminal.js';

/** What the program writes to. Tests give their own. */
export interface Streams {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export type Colors = ReturnType<typeof pc.createColors>;

/**
 * The two voices of the program: results on stdout, progress and notes on stderr.
 * With `--json`, stdout carries JSON alone: `print` is silent, and `emit` writes.
 */
export interface Output {
  readonly json: boolean;
  /** For stdout. Without effect where the stream is no terminal or NO_COLOR is set. */
  readonly colors: Colors;
  /** Characters in a line of stdout. */
  readonly width: number;
  /** Writes a line of the result for people. */
  print(line?: string): void;
  /** Writes a JSON value as one line of the result for programs. */
  emit(value: unknown): void;
  /** Writes a line about what is going on. */
  note(line: string): void;
  /** Shows progress: a bar on a terminal, a line now and then in a pipe, nothing with `--json`. */
  progress(options: ProgressOptions): Progress;
}

/** Makes the output of one command. */
export function createOutput({json = false, streams = process}: {json?: boolean; streams?: Streams} = {}): Output {
  const {stdout, stderr, env} = streams;
  return {
    json,
    colors: pc.createColors(hasColors(stdout, env)),
    // A terminal that does not know its width says 0.
    width: (stdout as Partial<WriteStream>).columns || 80,
    print: (line = '') => void (json || stdout.write(`${line}\n`)),
    emit: value => void (json && stdout.write(`${JSON.stringify(value)}\n`)),
    note: line => void stderr.write(`${line}\n`),
    progress: options => startProgress({...options, stream: stderr, silent: json}),
  };
}
