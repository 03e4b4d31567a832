import type * as tf from '@tensorflow/tfjs-core';
import {type Batch, runBatch} from '../batch.js';
import {type Compile, type Compiled, eager} from '../compile.js';
import {TrainError} from '../errors.js';
import {classCount} from '../model.js';
import type {TrainStepOptions} from '../train-step.js';
import {gradientStep} from './gradient-step.js';

/** How strongly one weight, or all weights of a layer, are pulled. */
export interface GradientNorm {
  /** Of a weight as in checkpoints, `layer1.0.conv1/kernel`; of a layer what stands before its last slash. */
  readonly name: string;
  /** Number of single values. */
  readonly size: number;
  /** L2 norm of the gradient, the mean over the steps. */
  readonly gradient: number;
  /** The same for one value: `gradient / sqrt(size)`, their root mean square. */
  readonly rms: number;
  /** L2 norm of the weights before each step, the mean over the steps. */
  readonly weight: number;
  /** `gradient / weight`: at a learning rate of 1, the share of itself that a step moves it. Absent where all are 0. */
  readonly ratio?: number;
}

/** The gradients of a network over some steps. */
export interface GradientNorms {
  /** Mean loss of each step, before its update. */
  readonly losses: readonly number[];
  /** Every trained weight, in the order of the model. */
  readonly weights: readonly GradientNorm[];
  /** Every layer that has some, in the order of the model. */
  readonly layers: readonly GradientNorm[];
}

/** What to measure. */
export interface GradientNormsOptions extends TrainStepOptions {
  /** One step for each batch. */
  data: AsyncIterable<Batch>;
  learningRate: number;
  /** What dropout and mixing draw from. Default 0. */
  seed?: number;
  /** Default `eager`. */
  compile?: Compile;
}

/**
 * Trains a model for a few steps, and says how long the gradient of each layer is: where it vanishes, the layer learns
 * nothing; where it explodes, a step of any size is too large. The model's weights move, as in training.
 *
 * @throws TrainError `BAD_BATCH` when there is no data or it does not fit; `BAD_MODEL`
 */
export async function gradientNorms({
  data,
  learningRate,
  seed = 0,
  compile = eager,
  ...options
}: GradientNormsOptions): Promise<GradientNorms> {
  const step = gradientStep(options);
  const compiled = compile(step.run as Parameters<Compile>[0], {variables: step.variables});
  const losses: number[] = [];
  const norms: Norms[] = [];
  const observed = observe(compiled, seen => norms.push(seen));
  const classes = classCount(options.model);
  try {
    for await (const batch of data) {
      const at = losses.length;
      const draw = (shape: readonly number[]) => step.draw(shape, {seed, step: at});
      const {loss} = await runBatch(observed, batch, {scalars: [learningRate, at], draw, classes});
      losses.push(loss);
    }
  } finally {
    compiled.dispose();
    step.dispose();
  }
  if (losses.length === 0) throw new TrainError('BAD_BATCH', 'expected data to take gradients of, got no batch');
  const names = step.weights.map(({originalName}) => originalName);
  const sizes = step.weights.map(weight => weight.read().size);
  const summarize = (name: string, indices: readonly number[]) => summary(name, {indices, sizes, norms});
  return {
    losses,
    weights: names.map((name, i) => summarize(name, [i])),
    layers: [...indicesByLayer(names)].map(([layer, indices]) => summarize(layer, indices)),
  };
}

/** What one step says, in the order of its weights. */
interface Norms {
  readonly gradients: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
}

/** The step without its norms, which go to `see`. */
function observe(compiled: Compiled, see: (norms: Norms) => void): Compiled {
  return {
    ...compiled,
    async run(...inputs) {
      const [loss, correct, ...seen] = (await compiled.run(...inputs)) as [tf.Tensor, tf.Tensor, ...tf.Tensor[]];
      const [gradients, weights] = await Promise.all(seen.map(tensor => tensor.data()));
      for (const tensor of seen) tensor.dispose();
      see({gradients: gradients!, weights: weights!});
      return [loss, correct];
    },
  };
}

function indicesByLayer(names: readonly string[]): Map<string, number[]> {
  const layers = new Map<string, number[]>();
  for (const [i, name] of names.entries()) {
    const layer = name.replace(/\/[^/]*$/, '');
    layers.set(layer, [...(layers.get(layer) ?? []), i]);
  }
  return layers;
}

/** Of weights together: the norm over all of their values, in each step, and then the mean. */
function summary(
  name: string,
  {indices, sizes, norms}: {indices: readonly number[]; sizes: readonly number[]; norms: readonly Norms[]},
): GradientNorm {
  const together = (values: ArrayLike<number>) => Math.hypot(...indices.map(i => values[i]!));
  const size = indices.reduce((sum, i) => sum + sizes[i]!, 0);
  const gradient = mean(norms.map(({gradients}) => together(gradients)));
  const weight = mean(norms.map(({weights}) => together(weights)));
  const ratio = weight === 0 ? {} : {ratio: gradient / weight};
  return {name, size, gradient, rms: gradient / Math.sqrt(size), weight, ...ratio};
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
