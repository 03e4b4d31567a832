import {type ByteImage, fitImage, normalize, random} from '@residual/data';
import type {Preparation} from './open-network.js';

/** A photo at the size of a network's images, as bytes. */
export function fitted(photo: ByteImage, {inputShape: [height, width, channels], fit: mode}: Preparation): ByteImage {
  const image = fitImage(photo, {height, width, mode});
  return channels === 1 ? darkGrey(image) : image;
}

/** An image of a network's size as the network takes it: normalised, float32 `[height, width, channels]`. */
export function normalized(
  {data, height, width, channels}: ByteImage,
  constants: Preparation['normalize'],
): Float32Array {
  const sample = {data, shape: [height, width, channels] as const, label: 0};
  return normalize(constants)(sample, random(0)).data as Float32Array;
}

/**
 * Grey, and the negative of what is on light ground: the grey data sets show light strokes on black. As `residual predict`
 * does.
 */
function darkGrey({data, height, width}: ByteImage): ByteImage {
  const grey = Uint8Array.from({length: height * width}, (_, i) => {
    return Math.round(0.299 * data[3 * i]! + 0.587 * data[3 * i + 1]! + 0.114 * data[3 * i + 2]!);
  });
  const border = grey.filter((_, i) => {
    const [y, x] = [Math.floor(i / width), i % width];
    return y === 0 || x === 0 || y === height - 1 || x === width - 1;
  });
  const isLight = border.filter(value => value > 127).length > border.length / 2;
  return {data: isLight ? grey.map(value => 255 - value) : grey, height, width, channels: 1};
}
