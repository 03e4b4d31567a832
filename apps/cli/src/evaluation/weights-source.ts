import {listDatasets, listWeights} from '@residual/data/node';
import {CliError} from '../errors.js';
import type {NamedNormalization} from './normalization.js';

/** Where weights are, and what is known of them without reading them. */
export interface WeightsSource {
  /** Path of the file; absent for published weights that have to be fetched first. */
  readonly path?: string;
  /** Name of the network. */
  readonly model: string;
  /** Name of the data set that they were trained on. */
  readonly data?: string;
  /** The constants that they were trained with. */
  readonly normalize?: NamedNormalization;
}

/**
 * What `--weights` and `--model` say: published weights by their name, as `residual weights` lists them, or a file and
 * its network. Throws CliError `USAGE_SUBJECT` for a file without a network.
 */
export function weightsSource(weights: string, model?: string): WeightsSource {
  const published = listWeights().find(({name}) => name === weights);
  if (published) {
    const {mean, std} = published.input;
    const data = listDatasets().find(({title}) => title === published.dataset)?.name;
    const normalize = {name: `as ${published.publisher} did`, mean, std};
    return {model: model ?? published.model, normalize, ...(data !== undefined && {data})};
  }
  if (model !== undefined) return {path: weights, model};
  throw new CliError('--weights does not say of which network they are.', {
    code: 'USAGE_SUBJECT',
    exit: 'usage',
    mend: 'Name it by --model. Published weights, as `residual weights` lists them, need no --model.',
  });
}
