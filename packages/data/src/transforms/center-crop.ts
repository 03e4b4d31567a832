import {crop} from './crop.js';
import {type Size, size} from './fields.js';
import {type ByteImage, defineTransform, type TransformFactory} from './image-transform.js';
import {roundHalfEven} from './round.js';

/** Options of {@link centerCrop}. */
export interface CenterCropOptions {
  /** Height and width in pixels. */
  size: Size;
}

/** The middle of the image; black where the image is smaller. torchvision's `CenterCrop`. */
export const centerCrop: TransformFactory<CenterCropOptions> = defineTransform<CenterCropOptions>({
  name: 'center-crop',
  fields: {size: size()},
  make:
    ({size: wanted}) =>
    image =>
      cropCenter(image, wanted),
});

/** The middle of an image. */
export function cropCenter(image: ByteImage, wanted: Size): ByteImage {
  const [height, width] = typeof wanted === 'number' ? [wanted, wanted] : wanted;
  if (height === image.height && width === image.width) return image;
  const top = offset(image.height, height);
  const left = offset(image.width, width);
  return crop(image, {top, left, height, width});
}

/** A smaller image is padded first, by half of what lacks, rounded down. */
function offset(extent: number, wanted: number): number {
  return extent >= wanted ? roundHalfEven((extent - wanted) / 2) : -Math.floor((wanted - extent) / 2);
}
