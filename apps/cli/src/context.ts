import type {Command} from 'commander';
import type {ExitName} from './exit-codes.js';
import {createOutput, type Output, type Streams} from './output/output.js';

/** What a command works with besides its own options. */
export interface Context {
  readonly streams: Streams;
  /** Sets how the program ends where that is neither success nor an error that is thrown. */
  exit(name: ExitName): void;
}

/** Puts options, arguments and the action of a command onto it. */
export type Configure = (command: Command, context: Context) => void;

/** Adds `--json`, which every command has. */
export function withJson(command: Command, description = 'print one JSON object'): Command {
  return command.option('--json', description);
}

/** The output for a command's options. */
export function outputFor({streams}: Context, {json = false}: {json?: boolean}): Output {
  return createOutput({json, streams});
}

/** Shows examples at the end of a command's help. */
export function withExamples(
  command: Command,
  examples: readonly (readonly [command: string, what: string])[],
): Command {
  const width = Math.max(...examples.map(([line]) => line.length));
  const lines = examples.map(([line, what]) => `  ${line.padEnd(width)}  ${what}`);
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}
