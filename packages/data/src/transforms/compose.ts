import type {ByteImage, ImageTransform} from './image-transform.js';

/**
 * Applies transforms one after another. Each draws from a random source of its own, so that a change of one leaves what
 * the others draw as it was.
 */
export function compose(transforms: readonly ImageTransform[]): ImageTransform {
  const description = {name: 'compose', transforms: transforms.map(transform => transform.description)};
  const apply = (image: ByteImage, random: Parameters<ImageTransform>[1]): ByteImage =>
    transforms.reduce((made, transform, i) => transform(made, random.fork(i)), image);
  return Object.assign(apply, {description});
}
