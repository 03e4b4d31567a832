import {type Normalization, type NormalizationName, normalizations} from '@residual/data';
import {CliError} from '../errors.js';
import {suggestion} from '../suggest.js';

/** Constants of a normalisation, and where they come from, in words. */
export interface NamedNormalization extends Normalization {
  readonly name: string;
}

/**
 * What `--normalize` says: a name, or the constants themselves as `0.5,0.5,0.5/0.25,0.25,0.25` (means, then deviations).
 * Throws CliError `USAGE_NORMALIZE`.
 */
export function parseNormalization(text: string): NamedNormalization {
  if (Object.hasOwn(normalizations, text)) return {name: text, ...normalizations[text as NormalizationName]};
  const [mean = [], std = [], ...rest] = text.split('/').map(part => part.split(',').map(Number));
  const isWhole = rest.length === 0 && mean.length === std.length && mean.every(Number.isFinite);
  if (isWhole && std.every(value => value > 0 && Number.isFinite(value))) return {name: 'as given', mean, std};
  const names = Object.keys(normalizations);
  throw new CliError(`--normalize is "${text}".`, {
    code: 'USAGE_NORMALIZE',
    exit: 'usage',
    mend: `${suggestion(text, names, 'Constants')} Or means and deviations, as 0.5,0.5,0.5/0.25,0.25,0.25.`,
  });
}
