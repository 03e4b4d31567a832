import {resampleWeights, WEIGHT_BITS} from './resample-weights.js';

/** A linear map along one axis of an image. */
export interface ResampleMatrix {
  readonly from: number;
  readonly to: number;
  /** Row-major `[to, from]`; each row adds up to 1. */
  readonly weights: Float32Array;
}

/** What {@link resize} does along one axis, as a matrix: for engines, which multiply whole batches by it. */
export function resampleMatrix(from: number, to: number, method: 'bilinear' | 'bicubic' = 'bilinear'): ResampleMatrix {
  const weights = new Float32Array(to * from);
  if (from === to) {
    for (let i = 0; i < to; i++) weights[i * from + i] = 1;
    return {from, to, weights};
  }
  const sparse = resampleWeights(from, to, method);
  for (let i = 0; i < to; i++) {
    for (let k = 0; k < sparse.count[i]!; k++) {
      weights[i * from + sparse.first[i]! + k] = sparse.weights[i * sparse.taps + k]! / 2 ** WEIGHT_BITS;
    }
  }
  return {from, to, weights};
}
