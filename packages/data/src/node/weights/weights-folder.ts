import {join, resolve} from 'node:path';
import envPaths from 'env-paths';

/**
 * The folder for published weights: `RESIDUAL_WEIGHTS_DIR` if set, else `weights` in this user's cache folder, beside
 * that of the data sets.
 */
export function weightsFolder(): string {
  return resolve(process.env.RESIDUAL_WEIGHTS_DIR || join(envPaths('residual', {suffix: ''}).cache, 'weights'));
}
