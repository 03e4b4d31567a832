/** Mean and deviation of each feature. */
export interface Statistics {
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

/** Of features that are the same everywhere. */
const LEAST = 1e-3;

/** The statistics of some rows of features `[rows, channels]`. */
export function statisticsOf(
  features: Float32Array,
  {rows, channels}: {rows: readonly number[]; channels: number},
): Statistics {
  const average = (measure: (row: number, channel: number) => number) =>
    Float32Array.from({length: channels}, (_, channel) => {
      return rows.reduce((sum, row) => sum + measure(row, channel), 0) / rows.length;
    });
  const mean = average((row, channel) => features[row * channels + channel]!);
  const variance = average((row, channel) => (features[row * channels + channel]! - mean[channel]!) ** 2);
  return {mean, deviation: variance.map(value => Math.max(LEAST, Math.sqrt(value)))};
}

/** Features with a mean of 0 and a deviation of 1 in each channel, from which a last layer learns in few steps. */
export function standardized(features: Float32Array, {mean, deviation}: Statistics): Float32Array {
  const channels = mean.length;
  return features.map((value, i) => (value - mean[i % channels]!) / deviation[i % channels]!);
}

/** A last layer that makes of features what the given one makes of standardised features. */
export function unstandardizedLayer(
  {kernel, bias}: {kernel: Float32Array; bias: Float32Array},
  {mean, deviation}: Statistics,
): {kernel: Float32Array; bias: Float32Array} {
  const classes = bias.length;
  const scaled = kernel.map((weight, i) => weight / deviation[Math.floor(i / classes)]!);
  const shifted = bias.map((value, label) => {
    return mean.reduce((sum, average, channel) => sum - average * scaled[channel * classes + label]!, value);
  });
  return {kernel: scaled, bias: shifted};
}
