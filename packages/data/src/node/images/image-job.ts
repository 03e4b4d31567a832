import {applySteps} from '../../apply-steps.js';
import type {TransformStep} from '../../sample.js';
import type {ByteImage} from '../../transforms/image-transform.js';
import type {ImageReader} from './image-reader.js';

/** An image to be read, and the number on which its random numbers depend. */
export interface ImageJob {
  readonly path: string;
  readonly position: number;
}

/** Reads an image and transforms it: what a worker does, and what is done in this thread where there is none. */
export async function readTransformed(
  reader: ImageReader,
  {path, position}: ImageJob,
  steps: readonly TransformStep[],
): Promise<ByteImage> {
  const image = await reader.read(path);
  if (steps.length === 0) return image;
  const {height, width, channels, data} = image;
  const made = applySteps({data, shape: [height, width, channels], label: 0}, position, steps);
  const [tall, wide, deep] = made.shape;
  return {data: made.data as Uint8Array, height: tall, width: wide, channels: deep};
}
