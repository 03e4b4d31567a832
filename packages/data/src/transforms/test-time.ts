import {DataError} from '../error.js';
import {cropCenter} from './center-crop.js';
import {crop} from './crop.js';
import type {Size} from './fields.js';
import {flipHorizontally} from './flip.js';
import type {ByteImage} from './image-transform.js';

/** The image, and the image with left and right exchanged: predict both, and take the mean. */
export function flipPair(image: ByteImage): ByteImage[] {
  return [image, flipHorizontally(image)];
}

/**
 * The four corners (upper left, upper right, lower left, lower right) and the middle. torchvision's `FiveCrop`.
 *
 * @throws DataError `INVALID_SAMPLE` if the image is smaller than a crop.
 */
export function fiveCrop(image: ByteImage, size: Size): ByteImage[] {
  const [height, width] = typeof size === 'number' ? [size, size] : size;
  const [bottom, right] = [image.height - height, image.width - width];
  if (bottom < 0 || right < 0) {
    const got = `an image of ${image.height} x ${image.width}`;
    throw new DataError('INVALID_SAMPLE', `fiveCrop: cannot take ${height} x ${width} pixels from ${got}; enlarge it`);
  }
  const corners = [
    {top: 0, left: 0},
    {top: 0, left: right},
    {top: bottom, left: 0},
    {top: bottom, left: right},
  ];
  return [...corners.map(corner => crop(image, {...corner, height, width})), cropCenter(image, size)];
}

/**
 * The five crops of the image, then the five of the image with left and right exchanged. torchvision's `TenCrop`.
 *
 * @throws DataError `INVALID_SAMPLE` if the image is smaller than a crop.
 */
export function tenCrop(image: ByteImage, size: Size): ByteImage[] {
  return flipPair(image).flatMap(side => fiveCrop(side, size));
}
