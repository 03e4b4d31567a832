import {number} from './fields.js';
import {flipRgbWords} from './flip-rgb-words.js';
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
  const fast = flipRgbWords(image);
  if (fast) return {...image, data: fast};
  const flipped = new Uint8Array(data.length);
  const stride = width * channels;
  for (let row = 0; row < height * stride; row += stride) {
    for (let to = row, from = row + stride - channels; to < row + stride; to += channels, from -= channels) {
      for (let c = 0; c < channels; c++) flipped[to + c] = data[from + c]!;
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
