import {random} from '../random.js';
import {centerCrop} from './center-crop.js';
import {compose} from './compose.js';
import {CORNERS, cornerCrop} from './corner-crop.js';
import type {Size} from './fields.js';
import {horizontalFlip} from './flip.js';
import type {ByteImage, ImageTransform} from './image-transform.js';

/** How images are seen several times when they are tested: themselves and mirrored, or in five or ten crops of a size. */
export type TestTimeViews = {readonly views: 'flip'} | {readonly views: 'five-crop' | 'ten-crop'; readonly size: Size};

/**
 * A transform for each view of an image, nothing of them left to chance: predict `dataset.map(onSamples(view))` for each
 * and take the mean of the probabilities. Five crops are the corners (upper left, upper right, lower left, lower right)
 * and the middle; ten are these, then the same of the mirrored image. torchvision's `FiveCrop` and `TenCrop`. An image
 * that is smaller than a crop is a DataError `INVALID_SAMPLE` when it is read.
 */
export function testTimeViews(options: TestTimeViews): ImageTransform[] {
  if (options.views === 'flip') return [compose([]), mirrored()];
  const {views, size} = options;
  const crops = [...CORNERS.map(corner => cornerCrop({size, corner})), centerCrop({size})];
  return views === 'five-crop' ? crops : [...crops, ...crops.map(crop => compose([mirrored(), crop]))];
}

/** The image, and the image with left and right exchanged. */
export function flipPair(image: ByteImage): ByteImage[] {
  return seen(image, {views: 'flip'});
}

/**
 * The five crops of {@link testTimeViews}.
 *
 * @throws DataError `INVALID_SAMPLE` if the image is smaller than a crop.
 */
export function fiveCrop(image: ByteImage, size: Size): ByteImage[] {
  return seen(image, {views: 'five-crop', size});
}

/**
 * The ten crops of {@link testTimeViews}.
 *
 * @throws DataError `INVALID_SAMPLE` if the image is smaller than a crop.
 */
export function tenCrop(image: ByteImage, size: Size): ByteImage[] {
  return seen(image, {views: 'ten-crop', size});
}

function seen(image: ByteImage, options: TestTimeViews): ByteImage[] {
  return testTimeViews(options).map(view => view(image, random(0)));
}

function mirrored(): ImageTransform {
  return horizontalFlip({probability: 1});
}
