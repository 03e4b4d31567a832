import {type Activations, activations, parameterName, summarize} from '@residual/core';
import type {Batch} from '@residual/data';
import {type GradientNorm, gradientNorms, sgd} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import type {LayersModel} from '@tensorflow/tfjs-layers';

/** What is seen in a network, forwards and backwards. Plain data. */
export interface NetworkGradients extends Activations {
  readonly title: string;
  /** Mean loss of each step, before its update. */
  readonly losses: readonly number[];
  /** Convolutions and fully connected layers, in the order of computation. */
  readonly gradients: readonly GradientNorm[];
  /** Every trained parameter, under its name in PyTorch. */
  readonly parameters: readonly GradientNorm[];
}

interface MeasureOptions {
  readonly title: string;
  /** One batch a step, the same each time it is called. */
  readonly batches: () => AsyncGenerator<Batch, void>;
  readonly learningRate: number;
  readonly seed: number;
}

/** Layers whose gradients a chart shows: those with kernels. */
const KERNEL_LAYERS: readonly string[] = ['Conv2D', 'GroupedConv2D', 'Dense'];

/** Looks at what passes through a network at its first batch, then trains it on all of them and looks at its gradients. */
export async function measure(
  model: LayersModel,
  {title, batches, learningRate, seed}: MeasureOptions,
): Promise<NetworkGradients> {
  const {x: pixels, shape} = (await batches().next()).value as Batch;
  const x = tf.tensor(pixels, shape, 'float32');
  const forward = await activations(model, x, {seed});
  x.dispose();
  const {losses, weights, layers} = await gradientNorms({model, data: batches(), learningRate, optimizer: sgd(), seed});
  const byName = new Map(layers.map(layer => [layer.name, layer]));
  return {
    title,
    losses,
    gradients: summarize(model)
      .layers.filter(({type}) => KERNEL_LAYERS.includes(type))
      .flatMap(({name}) => byName.get(name) ?? []),
    parameters: weights.map(weight => ({...weight, name: parameterName(weight.name)})),
    ...forward,
  };
}
