import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import {callsOf} from '../summary/calls.js';
import {type BlockChange, blockChange} from './block-change.js';
import {type LayerActivations, layerActivations} from './layer-activations.js';

/** How to look. */
export interface ActivationsOptions {
  /** Whether batch norm takes the batch's statistics and dropout drops, as in training. Default true. */
  training?: boolean;
  /** What dropout and stochastic depth draw from. Default 0. */
  seed?: number;
}

/** What passes through a network. */
export interface Activations {
  /** The outputs of all layers but the input, in the order of computation. */
  layers: LayerActivations[];
  /** Each sum of a residual block, in that order. */
  blocks: BlockChange[];
}

/**
 * What each layer of a network makes of a batch, in figures. The layers run one after another, and an output is freed when
 * the last that takes it has run: it takes no more memory than inference. The model stays as it is, its running
 * statistics too.
 *
 * @param x Images `[batch, height, width, channels]`.
 * @throws CoreError `BAD_OPTION` where the network leaves a size open.
 */
export async function activations(
  model: tfl.LayersModel,
  x: tf.Tensor,
  {training = true, seed = 0}: ActivationsOptions = {},
): Promise<Activations> {
  const calls = callsOf(model);
  const lastUse = new Map(calls.flatMap(({inputs}, index) => inputs.map(input => [input, index] as const)));
  const outputs = new Map<number, tf.Tensor>();
  const found: Activations = {layers: [], blocks: []};
  const restore = keepStatistics(model);
  const draw = tf.tensor1d([seed, 0], 'int32');
  try {
    for (const [index, {layer, name, inputs}] of calls.entries()) {
      if (inputs.length === 0) {
        outputs.set(index, x.clone());
        continue;
      }
      const given = inputs.map(input => outputs.get(input)!);
      const output = layer.apply(given.length === 1 ? given[0]! : given, {training, seed: draw}) as tf.Tensor;
      outputs.set(index, output);
      found.layers.push(await layerActivations(output, {name, type: layer.getClassName()}));
      if (layer.getClassName() === 'Add') found.blocks.push(await blockChange(given, name));
      for (const input of inputs) if (lastUse.get(input) === index) free(outputs, input);
    }
  } finally {
    for (const index of [...outputs.keys()]) free(outputs, index);
    draw.dispose();
    restore();
  }
  return found;
}

function free(outputs: Map<number, tf.Tensor>, index: number): void {
  outputs.get(index)?.dispose();
  outputs.delete(index);
}

/** Remembers the running statistics, which a training pass moves; the function puts them back. */
function keepStatistics(model: tfl.LayersModel): () => void {
  const kept = model.nonTrainableWeights.map(weight => [weight, weight.read().clone()] as const);
  return () => {
    for (const [weight, value] of kept) {
      weight.write(value);
      value.dispose();
    }
  };
}
