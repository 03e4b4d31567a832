import {EVALUATION_BATCH} from '../recipe/open-data.js';

/** Pixels in a batch at the most, so that the activations of large images fit into memory. */
const MOST_PIXELS = 2 ** 20;

/** How many images of a shape `[height, width, channels]` a network is shown at a time where it does not learn. */
export function batchSizeFor([height, width]: readonly [number, number, number]): number {
  return Math.max(1, Math.min(EVALUATION_BATCH, Math.floor(MOST_PIXELS / (height * width))));
}
