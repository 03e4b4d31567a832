import {CliError} from '../errors.js';
import {findRunFolder} from '../run/folder.js';
import type {FormatName} from './formats.js';

/** Where an export goes and how, as it was asked for. */
export interface DestinationFlags {
  readonly format?: FormatName;
  readonly out?: string;
  readonly half?: boolean;
  readonly web?: boolean;
}

/** Where an export goes and how. */
export interface Destination {
  readonly format: FormatName;
  readonly out: string;
  readonly half: boolean;
}

/**
 * Fills in what was not said: `--web` is `--format tfjs --half`, and goes to the folder `web` of a run. Throws CliError
 * `USAGE_DESTINATION` where something is missing or contradicts it.
 */
export async function destinationOf(run: string | undefined, flags: DestinationFlags): Promise<Destination> {
  const {web = false, half = web, format = web ? 'tfjs' : undefined} = flags;
  if (web && format !== 'tfjs') throw unfit(`--web does not go with --format ${format}.`, 'Leave one of them out.');
  if (format === undefined) {
    throw unfit('No format was given.', 'As in: --format onnx --out digits.onnx. For web pages: --web.');
  }
  const out = flags.out ?? (web && run !== undefined ? (await findRunFolder(run)).web : undefined);
  if (out === undefined) throw unfit('No place was given to write to.', 'As in: --out digits.onnx');
  return {format, out, half};
}

function unfit(message: string, mend: string): CliError {
  return new CliError(message, {code: 'USAGE_DESTINATION', exit: 'usage', mend});
}
