import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {CoreError} from '../errors.js';
import {fillNormal} from './random-values.js';
import {seedFor} from './seed-for.js';

type Initializer = ReturnType<typeof tfl.initializers.zeros>;

/** What a layer's weights start from. */
export interface InitialWeights {
  kernel: Initializer;
  bias: Initializer;
}

/** The layer whose weights are asked for. */
interface InitializedLayer {
  name: string;
  /** How many values one of its outputs is computed from. */
  fanIn: number;
  /** How many outputs one of its inputs contributes to, strides aside. */
  fanOut: number;
  /** Whether each of its outputs is computed from all inputs. Default false. */
  dense?: boolean;
}

/** Says what the weights of a layer start from. */
export type WeightInitializer = (layer: InitializedLayer) => InitialWeights;

/**
 * - `pytorch`: what `nn.Conv2d` and `nn.Linear` do unless told otherwise: Kaiming uniform with a = sqrt(5), which is
 *   uniform in ±1/sqrt(fanIn), for kernels and biases alike.
 * - `he`: normal with a variance of 2/fanIn, biases zero (He et al. 2015, "Delving Deep into Rectifiers").
 * - `he-fan-out`: the same with 2/fanOut, as torchvision starts its residual networks; like there, fully connected layers
 *   start as with `pytorch`, since a head of two classes would give huge logits.
 * - `xavier`: uniform with a variance of 2/(fanIn + fanOut), biases zero (Glorot and Bengio 2010).
 */
export type InitializerName = 'pytorch' | 'he' | 'he-fan-out' | 'xavier';

const schemes: Record<InitializerName, (layer: InitializedLayer, seed: number) => InitialWeights> = {
  pytorch: ({name, fanIn}, seed) => {
    const bound = 1 / Math.sqrt(fanIn);
    return {
      kernel: randomUniform({bound, seed: seedFor(seed, `${name}.weight`)}),
      bias: randomUniform({bound, seed: seedFor(seed, `${name}.bias`)}),
    };
  },
  he: ({name, fanIn}, seed) => ({
    kernel: randomNormal({deviation: Math.sqrt(2 / fanIn), seed: seedFor(seed, `${name}.weight`)}),
    bias: tfl.initializers.zeros(),
  }),
  'he-fan-out': (layer, seed) => {
    if (layer.dense) return schemes.pytorch(layer, seed);
    const {name, fanOut} = layer;
    return {
      kernel: randomNormal({deviation: Math.sqrt(2 / fanOut), seed: seedFor(seed, `${name}.weight`)}),
      bias: tfl.initializers.zeros(),
    };
  },
  xavier: ({name, fanIn, fanOut}, seed) => ({
    kernel: randomUniform({bound: Math.sqrt(6 / (fanIn + fanOut)), seed: seedFor(seed, `${name}.weight`)}),
    bias: tfl.initializers.zeros(),
  }),
};

/** The names that {@link weightInitializer} takes. */
export const initializerNames: readonly InitializerName[] = Object.keys(schemes) as InitializerName[];

/**
 * Initialisers whose values depend on the seed and the layer's name alone, drawn on the host: the same on every engine.
 * They are TF.js's own, so that a model that uses them opens in plain TF.js.
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
  if (!Object.hasOwn(schemes, scheme)) {
    throw new CoreError('BAD_OPTION', `initializer: expected ${initializerNames.join(' or ')}, got ${String(scheme)}`);
  }
  return layer => schemes[scheme](layer, seed);
}

function randomUniform({bound, seed}: {bound: number; seed: number}): Initializer {
  return tfl.initializers.randomUniform({minval: -bound, maxval: bound, seed});
}

/** TF.js's, drawn by ourselves: it takes 45 ns a value, which is seconds for a large network. */
function randomNormal({deviation, seed}: {deviation: number; seed: number}): Initializer {
  const initializer = tfl.initializers.randomNormal({mean: 0, stddev: deviation, seed});
  initializer.apply = shape => {
    const values = new Float32Array(tf.util.sizeFromShape(shape as number[]));
    fillNormal(values, {deviation, seed});
    return tf.tensor(values, shape as number[]);
  };
  return initializer;
}
