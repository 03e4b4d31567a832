import type {WriteStream} from 'node:tty';

/** Colour only on a terminal that has it, and never against NO_COLOR (no-color.org). */
export function hasColors(stream: NodeJS.WritableStream, env: Readonly<Record<string, string | undefined>>): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR && env.FORCE_COLOR !== '0') return true;
  return isTerminal(stream) && env.TERM !== 'dumb';
}

/** Whether a person watches the stream. */
export function isTerminal(stream: NodeJS.WritableStream): boolean {
  return (stream as Partial<WriteStream>).isTTY === true;
}
