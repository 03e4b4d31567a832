import type {ByteImage} from '@residual/data';
import {Problem} from './problem.js';

/** Photos of more pixels are refused, as `residual predict` does. */
const MOST_PIXELS = 100_000_000;
/** Photos of more pixels are halved while they are drawn, until they have fewer: the rest is for the resampler. */
const ENOUGH_PIXELS = 2_000_000;

/** One canvas for all photos: they are read one at a time, and its memory is used again. */
let canvas: OffscreenCanvas | undefined;

/**
 * Decodes a photo as people see it: turned as its EXIF orientation says, transparent parts on white, in sRGB.
 *
 * @throws Problem `broken-photo`, `too-large`.
 */
export async function readPhoto(photo: Blob): Promise<ByteImage> {
  const bitmap = await createImageBitmap(photo, {imageOrientation: 'from-image'}).catch((cause: Error) => {
    throw new Problem('broken-photo', photo instanceof File ? photo.name : '', {cause});
  });
  try {
    if (bitmap.width * bitmap.height > MOST_PIXELS)
      throw new Problem('too-large', `${bitmap.width} x ${bitmap.height}`);
    return rgb(draw(bitmap));
  } finally {
    bitmap.close();
  }
}

function draw(bitmap: ImageBitmap): ImageData {
  const scale = halving(bitmap);
  const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
  canvas ??= new OffscreenCanvas(1, 1);
  // Setting the size clears it.
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d', {willReadFrequently: true})!;
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

function halving({width, height}: ImageBitmap): number {
  let scale = 1;
  while (width * height * scale * scale > ENOUGH_PIXELS) scale /= 2;
  return scale;
}

function rgb({data: rgba, width, height}: ImageData): ByteImage {
  const data = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < data.length; from += 4) {
    data[to++] = rgba[from]!;
    data[to++] = rgba[from + 1]!;
    data[to++] = rgba[from + 2]!;
  }
  return {data, width, height, channels: 3};
}
