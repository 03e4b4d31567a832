import {number} from './fields.js';
import {type ByteImage, defineTransform, type TransformFactory} from './image-transform.js';

/** Options of {@link horizontalFlip} and {@link verticalFlip}. */
export interface FlipOptions {
  /** How often, 0 to 1. Default 0.5. */
  probability?: number;
}

/** Mirrors left and right, by chance. torchvision's `RandomHorizontalFlip`. */
export const horizontalFlip: TransformFactory<FlipOptions> = defineTransform<FlipOptions>({
  name: 'horizontal-flip',
  fields: {probability: number({min: 0, max: 1}, 0.5)},
  make:
    ({probability}) =>
    (image, random) =>
      random.next() < probability ? flipHorizontally(image) : image,
});

/** Mirrors top and bottom, by chance. torchvision's `RandomVerticalFlip`. */
export const verticalFlip: TransformFactory<FlipOptions> = defineTransform<FlipOptions>({
  name: 'vertical-flip',
  fields: {probability: number({min: 0, max: 1}, 0.5)},
  make:
    ({probability}) =>
    (image, random) =>
      random.next() < probability ? flipVertically(image) : image,
});

/** The image with left and right exchanged. */
export function flipHorizontally(image: ByteImage): ByteImage {
  const {data, height, width, channels} = image;
  const flipped = new Uint8Array(data.length);
  const stride = width * channels;
  for (let row = 0; row < height * stride; row += stride) {
    for (let to = row, from = row + stride - channels; to < row + stride; to += channels, from -= channels) {
      flipped[to] = data[from]!;
      if (channels === 1) continue;
      // Twice as fast as a loop over channels.
      flipped[to + 1] = data[from + 1]!;
      if (channels > 2) flipped[to + 2] = data[from + 2]!;
      if (channels > 3) flipped[to + 3] = data[from + 3]!;
    }
  }
  return {...image, data: flipped};
}

/** The image with top and bottom exchanged. */
export function flipVertically(image: ByteImage): ByteImage {
  const {data, height, width, channels} = image;
  const flipped = new Uint8Array(data.length);
  const stride = width * channels;
  for (let y = 0; y < height; y++) {
    flipped.set(data.subarray(y * stride, (y + 1) * stride), (height - 1 - y) * stride);
  }
  return {...image, data: flipped};
}
