import {DataError} from '../error.js';
import {crop} from './crop.js';
import {choice, type Size, size} from './fields.js';
import {defineTransform, type TransformFactory} from './image-transform.js';

/** The corners of an image, in the order of torchvision's `FiveCrop`. */
export const CORNERS = ['upper-left', 'upper-right', 'lower-left', 'lower-right'] as const;

/** Options of {@link cornerCrop}. */
export interface CornerCropOptions {
  /** Height and width in pixels. */
  size: Size;
  corner: (typeof CORNERS)[number];
}

/** A corner of the image. Images that are smaller throw DataError `INVALID_SAMPLE`. */
export const cornerCrop: TransformFactory<CornerCropOptions> = defineTransform<CornerCropOptions>({
  name: 'corner-crop',
  fields: {size: size(), corner: choice(CORNERS)},
  make: ({size: wanted, corner}) => {
    const [height, width] = typeof wanted === 'number' ? [wanted, wanted] : wanted;
    return image => {
      const [bottom, right] = [image.height - height, image.width - width];
      if (bottom < 0 || right < 0) {
        const got = `an image of ${image.height} x ${image.width}`;
        throw new DataError('INVALID_SAMPLE', `corner-crop: cannot take ${height} x ${width} pixels from ${got}`);
      }
      const top = corner.startsWith('lower') ? bottom : 0;
      const left = corner.endsWith('right') ? right : 0;
      return crop(image, {top, left, height, width});
    };
  },
});
