import {InvalidArgumentError} from 'commander';
import {CliError} from './errors.js';

/** `28x28x1` as height, width and channels. Throws CliError `USAGE_INPUT`. */
export function parseInput(text: string): [number, number, number] {
  const sizes = text.split('x').map(Number);
  if (sizes.length === 3 && sizes.every(size => Number.isInteger(size) && size > 0))
    return sizes as [number, number, number];
  throw new CliError(`--input is "${text}".`, {
    code: 'USAGE_INPUT',
    exit: 'usage',
    mend: 'Expected height x width x channels, as 28x28x1.',
  });
}

/** A number of classes. */
export function parseClasses(text: string): number {
  const classes = Number(text);
  if (Number.isInteger(classes) && classes >= 1) return classes;
  throw new InvalidArgumentError('Expected a whole number, at least 1.');
}

/** Options of a network by name, as `createModel` takes them. */
export type Settings = Readonly<Record<string, unknown>>;

/**
 * Adds `norm=false` to the settings before it: what stands behind the sign is JSON, or else a word. Throws CliError
 * `USAGE_SET`.
 */
export function collectSetting(text: string, settings: Settings = {}): Settings {
  const [, name, value] = /^(\w+)=(.+)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return {...settings, [name]: parseJson(value)};
  throw new CliError(`--set is "${text}".`, {
    code: 'USAGE_SET',
    exit: 'usage',
    mend: 'Expected an option of the network and its value, as norm=false.',
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
