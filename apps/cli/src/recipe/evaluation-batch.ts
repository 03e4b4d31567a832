/** Images in a batch of an evaluation at the most. */
const MOST_IMAGES = 250;

/** Pixels in one at the most, so that the activations of large images fit into memory. */
const MOST_PIXELS = 2 ** 20;

/** Images of this size in a batch of an evaluation. */
export function evaluationBatch([height, width]: readonly [number, number, number]): number {
  return Math.max(1, Math.min(MOST_IMAGES, Math.floor(MOST_PIXELS / (height * width))));
}
