import type {Transform} from '../dataset.js';
import {DataError} from '../error.js';

/** Mean and standard deviation of each channel, of pixels from 0 to 1. */
export interface Normalization {
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/**
 * `(pixel - mean) / std` in each channel, as float32. uint8 pixels are scaled to 0 to 1 first, as {@link toTensor}
 * does. Every step is rounded to float32, in the order of torchvision's `ToTensor` and `Normalize`.
 *
 * @throws DataError `INVALID_ARGUMENT` if `mean` and `std` do not fit; on use, if they do not fit the channels.
 */
export function normalize({mean, std}: Normalization): Transform {
  if (mean.length !== std.length || !mean.every(Number.isFinite) || !std.every(s => Number.isFinite(s) && s > 0)) {
    const got = `mean [${mean.join(', ')}] and std [${std.join(', ')}]`;
    throw new DataError(
      'INVALID_ARGUMENT',
      `normalize: expected a mean and a positive std for each channel, got ${got}`,
    );
  }
  const means = Float32Array.from(mean);
  const stds = Float32Array.from(std);
  const float = (pixel: number, channel: number): number => Math.fround(pixel - means[channel]!) / stds[channel]!;
  // A byte has 256 values: the whole computation fits a table, [byte][channel].
  const table = Float32Array.from({length: 256 * mean.length}, (_, i) => {
    return float(Math.fround(Math.floor(i / mean.length) / 255), i % mean.length);
  });

  return sample => {
    const channels = sample.shape[2];
    if (channels !== mean.length) {
      const got = `an image of ${channels}`;
      throw new DataError('INVALID_ARGUMENT', `normalize: expected ${mean.length} channels as in its mean, got ${got}`);
    }
    const from = sample.data;
    const data = new Float32Array(from.length);
    const bytes = from instanceof Uint8Array;
    for (let i = 0; i < data.length; ) {
      for (let c = 0; c < channels; c++, i++) data[i] = bytes ? table[from[i]! * channels + c]! : float(from[i]!, c);
    }
    return {...sample, data};
  };
}
