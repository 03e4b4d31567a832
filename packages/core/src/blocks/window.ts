import type * as tfl from '@tensorflow/tfjs-layers';
import {CoreError} from '../errors.js';

/**
 * Makes sure that a window of `size` by `size` fits into an image.
 *
 * @param x `[batch, height, width, channels]`
 * @param window `padding`: values added on every side; `name`: the layer's, for the message.
 * @throws CoreError `INPUT_TOO_SMALL`.
 */
export function requireWindowFits(
  x: tfl.SymbolicTensor,
  {size, padding = 0, name}: {size: number; padding?: number; name: string},
): void {
  const [, height, width] = x.shape;
  const smallest = size - 2 * padding;
  if (height! >= smallest && width! >= smallest) return;
  throw new CoreError(
    'INPUT_TOO_SMALL',
    `${name}: expected an input of at least ${smallest}x${smallest}, got ${height}x${width}; ` +
      'give the network larger images',
  );
}
