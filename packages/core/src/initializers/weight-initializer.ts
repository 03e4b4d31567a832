import * as tfl from '@tensorflow/tfjs-layers';
import {CoreError} from '../errors.js';
import {seedFor} from './seed-for.js';

/** What a layer's weights start from. */
export interface InitialWeights {
  kernel: ReturnType<typeof tfl.initializers.zeros>;
  bias: ReturnType<typeof tfl.initializers.zeros>;
}

/**
 * Says what the weights of a layer start from.
 *
 * @param layer `name`: the layer's; `fanIn`: how many values one of its outputs is computed from.
 */
export type WeightInitializer = (layer: {name: string; fanIn: number}) => InitialWeights;

/**
 * - `pytorch`: what `nn.Conv2d` and `nn.Linear` do unless told otherwise: Kaiming uniform with a = sqrt(5), which is
 *   uniform in ±1/sqrt(fanIn), for kernels and biases alike.
 * - `he`: normal with a variance of 2/fanIn, biases zero (He et al. 2015, "Delving Deep into Rectifiers").
 */
export type InitializerName = 'pytorch' | 'he';

/** The names that {@link weightInitializer} takes. */
export const initializerNames: readonly InitializerName[] = ['pytorch', 'he'];

/**
 * Initialisers whose values depend on the seed and the layer's name alone. They are TF.js's own, which draw on the
 * host: the same on every engine, and a model that uses them opens in plain TF.js.
 *
 * @throws CoreError `BAD_OPTION` for another name, or a seed that is no integer.
 */
export function weightInitializer({
  scheme = 'pytorch',
  seed = 0,
}: {
  scheme?: InitializerName;
  seed?: number;
} = {}): WeightInitializer {
  if (!Number.isSafeInteger(seed)) throw new CoreError('BAD_OPTION', `seed: expected an integer, got ${seed}`);
  if (!initializerNames.includes(scheme)) {
    throw new CoreError('BAD_OPTION', `initializer: expected ${initializerNames.join(' or ')}, got ${String(scheme)}`);
  }
  return scheme === 'he' ? he(seed) : pytorch(seed);
}

function pytorch(seed: number): WeightInitializer {
  return ({name, fanIn}) => {
    const bound = 1 / Math.sqrt(fanIn);
    const uniform = (weight: string) =>
      tfl.initializers.randomUniform({minval: -bound, maxval: bound, seed: seedFor(seed, `${name}.${weight}`)});
    return {kernel: uniform('weight'), bias: uniform('bias')};
  };
}

function he(seed: number): WeightInitializer {
  return ({name, fanIn}) => ({
    kernel: tfl.initializers.randomNormal({
      mean: 0,
      stddev: Math.sqrt(2 / fanIn),
      seed: seedFor(seed, `${name}.weight`),
    }),
    bias: tfl.initializers.zeros(),
  });
}
