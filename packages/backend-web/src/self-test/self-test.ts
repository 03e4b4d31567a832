import type {WebEngineName} from '../engine.js';
import {WebEngineError} from '../errors.js';
import {batchNormCase} from './batch-norm.js';
import {convolutionCase} from './convolution.js';

/**
 * How far values may be from the known ones, relative to the largest. GPUs are not held to IEEE 754 in division and
 * square roots; half precision, which some phones have, is a hundred times further off.
 */
const TOLERANCES: Readonly<Record<WebEngineName, number>> = {webgpu: 1e-4, webgl: 1e-4, wasm: 1e-5};

/**
 * Compares what the current backend computes with values known from formulas.
 *
 * @returns The largest difference, and what was allowed.
 * @throws WebEngineError `SELF_TEST` where a value is too far off.
 */
export async function selfTest(name: WebEngineName): Promise<{worst: number; tolerance: number}> {
  const tolerance = TOLERANCES[name];
  let worst = 0;
  for (const {expected, actual} of [convolutionCase({stride: 1}), convolutionCase({stride: 2}), batchNormCase()]) {
    for (const [what, values] of Object.entries(await actual())) {
      const difference = relativeDifference(values, expected[what]!);
      if (!(difference <= tolerance)) {
        const message = `Expected the ${what} to ${tolerance}, and it is off by ${difference.toPrecision(2)}.`;
        throw new WebEngineError('SELF_TEST', message);
      }
      worst = Math.max(worst, difference);
    }
  }
  return {worst, tolerance};
}

/** To the largest of the expected values; NaN where the counts differ or a value is not a number. */
function relativeDifference(actual: ArrayLike<number>, expected: readonly number[]): number {
  if (actual.length !== expected.length) return Number.NaN;
  const scale = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((value, i) => Math.abs(actual[i]! - value))) / scale;
}
