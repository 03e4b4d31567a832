import {Dataset} from './dataset.js';
import {DataError} from './error.js';

/** Options of {@link inMemory}. */
export interface InMemoryOptions {
  /** The pixels of all images, NHWC. Kept, not copied. */
  data: Uint8Array | Float32Array;
  /** The shape of one image, `[height, width, channels]`. */
  shape: readonly [number, number, number];
  /** The label of each image, a position in `classes`. */
  labels: ArrayLike<number>;
  classes: string[];
}

/**
 * A data set whose images are in one array.
 *
 * @throws DataError `INVALID_ARGUMENT` if the sizes do not fit or a label has no class.
 */
export function inMemory({data, shape, labels, classes}: InMemoryOptions): Dataset {
  const size = shape[0] * shape[1] * shape[2];
  if (data.length !== labels.length * size) {
    const expected = `${labels.length} images of [${shape.join(', ')}], ${labels.length * size} values`;
    throw new DataError('INVALID_ARGUMENT', `inMemory: expected ${expected}, one image a label, got ${data.length}`);
  }
  for (let i = 0; i < labels.length; i++) {
    if (!(labels[i]! in classes)) {
      const expected = `labels from 0 to ${classes.length - 1}, as there are ${classes.length} classes`;
      throw new DataError('INVALID_ARGUMENT', `inMemory: expected ${expected}; label ${i} is ${labels[i]}`);
    }
  }
  return new Dataset({
    classes,
    labels,
    get: index => ({data: data.subarray(index * size, (index + 1) * size), shape, label: labels[index]!}),
  });
}
