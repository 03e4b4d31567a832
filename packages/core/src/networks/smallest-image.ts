import {CoreError} from '../errors.js';
import type {ResNetConfig} from './config.js';
import {predictGeometry} from './predict-geometry.js';

/**
 * Builds a network, and where its images are too small says how large they have to be.
 *
 * @throws What `build` throws; CoreError `INPUT_TOO_SMALL` with the smallest size of the whole network, or what is wrong
 * with the network at any size.
 */
export function withSmallestImage<T>(config: ResNetConfig, build: () => T): T {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof CoreError) || error.code !== 'INPUT_TOO_SMALL') throw error;
    const size = smallestImage(config);
    throw new CoreError('INPUT_TOO_SMALL', `${error.message}: at least ${size}x${size} for this one`, {cause: error});
  }
}

/** Height and width of the smallest square image that fits: one that reaches every window, which grow by the strides. */
function smallestImage(config: ResNetConfig): number {
  for (let size = 1; ; size++) {
    if (fits(config, size)) return size;
  }
}

function fits(config: ResNetConfig, size: number): boolean {
  try {
    predictGeometry(config, {inputShape: [size, size, 1]});
    return true;
  } catch (error) {
    if (error instanceof CoreError && error.code === 'INPUT_TOO_SMALL') return false;
    throw error;
  }
}
