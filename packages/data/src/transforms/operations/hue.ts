import type {ByteImage} from '../image-transform.js';

/**
 * Turns the colours of an RGB image round the colour wheel by `shift`, a share of the whole from -0.5 to 0.5.
 * torchvision's `adjust_hue` on Pillow images, which goes through Pillow's bytes of hue, saturation and value, and loses
 * a little on the way.
 */
export function hue(image: ByteImage, shift: number): ByteImage {
  const {data, channels} = image;
  if (channels !== 3 || shift === 0) return image;
  const turn = Math.trunc(shift * 255) & 255;
  const made = new Uint8ClampedArray(data.length);
  for (let at = 0; at < data.length; at += 3) {
    const [r, g, b] = [data[at]!, data[at + 1]!, data[at + 2]!];
    const value = Math.max(r, g, b);
    const chroma = value - Math.min(r, g, b);
    const s = chroma === 0 ? 0 : Math.trunc(Math.fround(chroma / value) * 255);
    if (s === 0) {
      made.fill(value, at, at + 3);
      continue;
    }
    const h = (hueByte(r, g, b) + turn) & 255;
    const sixth = Math.floor((h * 6) / 255);
    const rest = Math.fround((h * 6) / 255 - sixth);
    const depth = Math.fround(s / 255);
    const p = roundAway(value * (1 - depth));
    const q = roundAway(value * (1 - depth * rest));
    const t = roundAway(value * (1 - depth * (1 - rest)));
    // Red, green and blue run through the same values, a third of the wheel apart.
    made[at] = onWheel(sixth, value, p, q, t);
    made[at + 1] = onWheel(sixth + 4, value, p, q, t);
    made[at + 2] = onWheel(sixth + 2, value, p, q, t);
  }
  return {...image, data: new Uint8Array(made.buffer)};
}

/** Hue in 0 to 255, of a colour that is not grey. */
function hueByte(r: number, g: number, b: number): number {
  const value = Math.max(r, g, b);
  const chroma = value - Math.min(r, g, b);
  const distance = (channel: number): number => Math.fround((value - channel) / chroma);
  const sixths =
    r === value
      ? distance(b) - distance(g)
      : g === value
        ? 2 + distance(r) - distance(b)
        : 4 + distance(g) - distance(r);
  return Math.trunc(Math.fround((Math.fround(sixths) / 6 + 1) % 1) * 255);
}

/** Values are not negative here. */
function roundAway(value: number): number {
  return Math.floor(value + 0.5);
}

/** Red in each sixth of the wheel. */
function onWheel(sixth: number, value: number, p: number, q: number, t: number): number {
  const at = sixth % 6;
  if (at === 0 || at === 5) return value;
  if (at === 1) return q;
  return at === 4 ? t : p;
}
