import {DataError} from '../error.js';
import {crop, type PaddingMode} from './crop.js';
import {choice, integer, type Size, size} from './fields.js';
import {defineTransform, type TransformFactory} from './image-transform.js';

/** Options of {@link randomCrop}. */
export interface RandomCropOptions {
  /** Height and width in pixels. */
  size: Size;
  /** Pixels added on each side before. Default 0. */
  padding?: number;
  /** What is added. Default `zero`, black. */
  mode?: PaddingMode;
}

/**
 * A part of the image at a random place, after padding. torchvision's `RandomCrop`. Images that are smaller than the
 * part, padding included, throw DataError `INVALID_SAMPLE`.
 */
export const randomCrop: TransformFactory<RandomCropOptions> = defineTransform<RandomCropOptions>({
  name: 'random-crop',
  fields: {size: size(), padding: integer({min: 0}, 0), mode: choice(['zero', 'reflect'], 'zero')},
  make: ({size: wanted, padding, mode}) => {
    const [height, width] = typeof wanted === 'number' ? [wanted, wanted] : wanted;
    return (image, random) => {
      const [rows, columns] = [image.height + 2 * padding - height, image.width + 2 * padding - width];
      const deepest = Math.min(image.height, image.width) - 1;
      if (rows < 0 || columns < 0 || (mode === 'reflect' && padding > deepest)) {
        const needs = `${height} x ${width} pixels with padding ${padding} (${mode})`;
        const got = `${image.height} x ${image.width}`;
        throw new DataError('INVALID_SAMPLE', `random-crop: cannot take ${needs} from an image of ${got}`);
      }
      const top = random.integer(rows + 1) - padding;
      const left = random.integer(columns + 1) - padding;
      return crop(image, {top, left, height, width}, mode);
    };
  },
});
