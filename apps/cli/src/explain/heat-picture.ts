import {type ByteImage, random, resize} from '@residual/data';
import {scheme} from 'vega';

/** A heat map, as `gradCam` of core gives it. */
interface Heat {
  /** `[height, width]`, 0 to 1. */
  readonly heat: Float32Array;
  readonly height: number;
  readonly width: number;
}

/** How much of a picture's light is left where nothing is hot. */
const SHADE = 0.35;

/** How much of the colour covers the picture where it is hottest. */
const COVER = 0.6;

/**
 * A picture with a heat map over it, RGB: what is cold is darkened, what is hot is coloured, in the colours of the map
 * "inferno", whose lightness grows evenly.
 */
export function heatPicture(picture: ByteImage, {heat, height, width}: Heat): ByteImage {
  const coarse = {data: Uint8Array.from(heat, value => Math.round(value * 255)), height, width, channels: 1};
  const {data: fine} = resize({size: [picture.height, picture.width], method: 'bicubic'})(coarse, random(0));
  const data = new Uint8Array(picture.height * picture.width * 3);
  for (const [i, value] of fine.entries()) {
    const color = COLORS[value]!;
    const warmth = value / 255;
    for (let c = 0; c < 3; c++) {
      const pixel = picture.data[i * picture.channels + (picture.channels === 3 ? c : 0)]!;
      const shaded = pixel * (SHADE + (1 - SHADE) * warmth);
      data[i * 3 + c] = Math.round(shaded + (color[c]! - shaded) * COVER * warmth);
    }
  }
  return {data, height: picture.height, width: picture.width, channels: 3};
}

/** A colour for each byte. */
const COLORS: readonly (readonly number[])[] = Array.from({length: 256}, (_, i) =>
  (scheme('inferno') as (share: number) => string)(i / 255)
    .match(/\d+/g)!
    .map(Number),
);
