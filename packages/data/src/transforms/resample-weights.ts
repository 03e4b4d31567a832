/** How pixels between pixels are computed. */
export type Interpolation = 'nearest' | 'bilinear' | 'bicubic';

/** Bits behind the point of a weight; what a byte needs above them is left free. */
export const WEIGHT_BITS = 22;

/** For each output position along one axis, which input pixels make it, and with which weights. */
export interface Weights {
  /** Input pixels that one output position may take. */
  readonly taps: number;
  /** The first input pixel, `[output]`. */
  readonly first: Int32Array;
  /** The number of input pixels, at most `taps`, `[output]`. */
  readonly count: Int32Array;
  /** Fixed-point weights, `[output, taps]`. */
  readonly weights: Int32Array;
}

const FILTERS = {
  bilinear: {support: 1, weight: (x: number) => Math.max(0, 1 - Math.abs(x))},
  bicubic: {support: 2, weight: cubic},
};

/** Weights that were asked for before: random crops of photos have the same few hundred lengths again and again. */
const made = new Map<string, Weights>();
const MOST_KEPT = 512;

/**
 * Weights to bring `from` pixels to `to` pixels, with half-pixel centres; where the axis shrinks, the filter widens to
 * cover all pixels (antialiasing). Pillow's `precompute_coeffs` and `normalize_coeffs_8bpc` (libImaging/Resample.c).
 */
export function resampleWeights(from: number, to: number, method: 'bilinear' | 'bicubic'): Weights {
  const key = `${from} ${to} ${method}`;
  const known = made.get(key);
  if (known) return known;
  if (made.size === MOST_KEPT) made.clear();
  const weights = computeWeights(from, to, method);
  made.set(key, weights);
  return weights;
}

function computeWeights(from: number, to: number, method: 'bilinear' | 'bicubic'): Weights {
  const scale = from / to;
  const stretch = Math.max(scale, 1);
  const support = FILTERS[method].support * stretch;
  const taps = 2 * Math.ceil(support) + 1;
  const first = new Int32Array(to);
  const count = new Int32Array(to);
  const weights = new Int32Array(to * taps);
  const row = new Float64Array(taps);
  for (let i = 0; i < to; i++) {
    const center = (i + 0.5) * scale;
    const begin = Math.max(0, Math.trunc(center - support + 0.5));
    const length = Math.min(from, Math.trunc(center + support + 0.5)) - begin;
    let sum = 0;
    for (let k = 0; k < length; k++) {
      row[k] = FILTERS[method].weight((k + begin - center + 0.5) / stretch);
      sum += row[k]!;
    }
    for (let k = 0; k < length; k++) {
      const weight = (row[k]! / sum) * (1 << WEIGHT_BITS);
      weights[i * taps + k] = Math.trunc(weight < 0 ? weight - 0.5 : weight + 0.5);
    }
    first[i] = begin;
    count[i] = length;
  }
  return {taps, first, count, weights};
}

/** Keys's cubic with a = -0.5. */
function cubic(x: number): number {
  const d = Math.abs(x);
  if (d < 1) return (1.5 * d - 2.5) * d * d + 1;
  return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
}
