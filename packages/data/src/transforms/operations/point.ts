import type {ByteImage} from '../image-transform.js';

/** Keeps the highest `bits` bits of each value. Pillow's `ImageOps.posterize`. */
export function posterize(image: ByteImage, bits: number): ByteImage {
  const mask = ~(2 ** (8 - bits) - 1) & 255;
  return point(image, value => value & mask);
}

/** Inverts the values from `threshold` on. Pillow's `ImageOps.solarize`. */
export function solarize(image: ByteImage, threshold: number): ByteImage {
  return point(image, value => (value < threshold ? value : 255 - value));
}

/** The negative. */
export function invert(image: ByteImage): ByteImage {
  return point(image, value => 255 - value);
}

/** Stretches the values of each channel to 0 to 255. Pillow's `ImageOps.autocontrast`. */
export function autoContrast(image: ByteImage): ByteImage {
  return eachChannel(image, histogram => {
    const low = histogram.findIndex(count => count > 0);
    const high = histogram.findLastIndex(count => count > 0);
    if (high <= low) return undefined;
    const scale = 255 / (high - low);
    return value => Math.min(Math.max(Math.trunc(value * scale - low * scale), 0), 255);
  });
}

/** Makes the values of each channel equally frequent. Pillow's `ImageOps.equalize`. */
export function equalize(image: ByteImage): ByteImage {
  return eachChannel(image, histogram => {
    const last = histogram.findLastIndex(count => count > 0);
    const step = Math.floor((image.height * image.width - histogram[last]!) / 255);
    if (step === 0) return undefined;
    const table = new Uint8Array(256);
    let below = Math.floor(step / 2);
    for (let value = 0; value < 256; value++) {
      table[value] = Math.min(Math.floor(below / step), 255);
      below += histogram[value]!;
    }
    return value => table[value]!;
  });
}

/** One function for all values. */
function point(image: ByteImage, map: (value: number) => number): ByteImage {
  const table = Uint8Array.from({length: 256}, (_, value) => map(value));
  const {data} = image;
  const made = new Uint8Array(data.length);
  for (let i = 0; i < made.length; i++) made[i] = table[data[i]!]!;
  return {...image, data: made};
}

/** A function of its own for each channel, which follows from its histogram; `undefined` leaves the channel. */
function eachChannel(
  image: ByteImage,
  mapFor: (histogram: Int32Array) => ((value: number) => number) | undefined,
): ByteImage {
  const {data, channels} = image;
  const made = data.slice();
  for (let c = 0; c < channels; c++) {
    const histogram = new Int32Array(256);
    for (let i = c; i < data.length; i += channels) histogram[data[i]!]!++;
    const map = mapFor(histogram);
    if (!map) continue;
    const table = Uint8Array.from({length: 256}, (_, value) => map(value));
    for (let i = c; i < data.length; i += channels) made[i] = table[data[i]!]!;
  }
  return {...image, data: made};
}
