import {choice, type Size, size} from './fields.js';
import {type ByteImage, defineTransform, type TransformFactory} from './image-transform.js';
import {resample} from './resample.js';
import type {Interpolation} from './resample-weights.js';

/** Options of {@link resize}. */
export interface ResizeOptions {
  /** The shorter side in pixels, the other one in proportion; or `[height, width]`. */
  size: Size;
  /** Default `bilinear`. */
  method?: Interpolation;
}

/** The methods of interpolation. */
export const INTERPOLATIONS: readonly Interpolation[] = ['nearest', 'bilinear', 'bicubic'];

/** Resizes, antialiased where it shrinks, as Pillow does. torchvision's `Resize` on Pillow images. */
export const resize: TransformFactory<ResizeOptions> = defineTransform<ResizeOptions>({
  name: 'resize',
  fields: {size: size(), method: choice(INTERPOLATIONS, 'bilinear')},
  make:
    ({size: wanted, method}) =>
    image => {
      const [height, width] = typeof wanted === 'number' ? inProportion(image, wanted) : wanted;
      return height === image.height && width === image.width ? image : resample(image, {height, width, method});
    },
});

function inProportion({height, width}: ByteImage, shorter: number): [number, number] {
  if (height <= width) return [shorter, Math.trunc((shorter * width) / height)];
  return [Math.trunc((shorter * height) / width), shorter];
}
