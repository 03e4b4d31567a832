import type {ByteImage} from '../image-transform.js';

/** The brightness of each pixel, `[height * width]`: ITU-R 601-2 in fixed point, as Pillow's mode `L`. */
export function luminance({data, channels}: ByteImage): Uint8Array {
  if (channels !== 3) return data;
  const gray = new Uint8Array(data.length / 3);
  for (let i = 0, at = 0; i < gray.length; i++, at += 3) {
    gray[i] = (data[at]! * 19_595 + data[at + 1]! * 38_470 + data[at + 2]! * 7_471 + 0x8000) >> 16;
  }
  return gray;
}

/** The image without colour, of as many channels as before. */
export function gray(image: ByteImage): ByteImage {
  if (image.channels !== 3) return image;
  const levels = luminance(image);
  const data = new Uint8Array(image.data.length);
  for (let i = 0, at = 0; i < levels.length; i++, at += 3) data.fill(levels[i]!, at, at + 3);
  return {...image, data};
}
