import {fetchWeights, weightsFolder} from '@residual/data/node';
import {withProgress} from '../output/download-progress.js';
import type {Output} from '../output/output.js';

/** Sees to it that published weights are on this machine, and tells their path. Throws DataError. */
export function fetchPublished(name: string, output: Output): Promise<string> {
  const label = `fetching ${name} into ${weightsFolder()}`;
  return withProgress(output, label, onProgress => fetchWeights(name, {onProgress}));
}
