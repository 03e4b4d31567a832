import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import {copyLayer, rebuild} from './rebuild.js';

type Layer = tfl.layers.Layer;

/** What a batch norm can be folded into: layers whose kernels have the output channels as last axis. */
const foldable = new Set(['Conv2D', 'GroupedConv2D', 'Dense']);

/**
 * A new model for inference in which a convolution or fully connected layer, and the batch norm that alone follows it,
 * are one biased layer of the first one's name: the same outputs but for rounding, with less to compute. Batch norms
 * that follow something else stay, as the first of a pre-activation block. Dropout, which does nothing in inference, is
 * left out.
 *
 * The model given stays as it is, and either can be disposed of without the other.
 */
export function foldBatchNorm(model: tfl.LayersModel): tfl.LayersModel {
  const norms = normsToFold(model);
  const folded = new Set(norms.values());
  return rebuild(model, (layer, inputs) => {
    if (folded.has(layer) || layer.getClassName() === 'Dropout') return inputs[0]!;
    const norm = norms.get(layer);
    if (!norm) return copyLayer(layer, {inputs});
    return copyLayer(layer, {inputs, weights: fold(layer, norm), changes: {useBias: true}});
  });
}

/** The batch norm of each layer into which it can be folded. */
function normsToFold(model: tfl.LayersModel): Map<Layer, Layer> {
  const outputs = new Set(model.outputs.map(({id}) => id));
  const consumers = new Map<number, Layer[]>();
  for (const layer of model.layers) {
    if (layer.getClassName() === 'InputLayer') continue;
    for (const {id} of [layer.input].flat()) consumers.set(id, [...(consumers.get(id) ?? []), layer]);
  }
  const norms = new Map<Layer, Layer>();
  for (const layer of model.layers) {
    const output = layer.output as tfl.SymbolicTensor;
    const [next, ...others] = consumers.get(output.id) ?? [];
    if (!next || others.length > 0 || outputs.has(output.id)) continue;
    if (isLinear(layer) && isNormOfChannels(next, output.shape.length)) norms.set(layer, next);
  }
  return norms;
}

function isLinear(layer: Layer): boolean {
  const {activation} = layer.getConfig();
  return foldable.has(layer.getClassName()) && activation === 'linear';
}

function isNormOfChannels(layer: Layer, rank: number): boolean {
  if (layer.getClassName() !== 'BatchNormalization') return false;
  const {axis} = layer.getConfig();
  return axis === -1 || axis === rank - 1;
}

/** norm(kernel x + bias) = (scale kernel) x + (offset + scale (bias - mean)), where scale = gamma / deviation. */
function fold(layer: Layer, norm: Layer): [kernel: tf.Tensor, bias: tf.Tensor] {
  const read = (of: Layer, kind: string) =>
    of.weights.find(({originalName}) => originalName.endsWith(`/${kind}`))?.read();
  const {epsilon} = norm.getConfig();
  const deviation = tf.sqrt(tf.add(read(norm, 'moving_variance')!, epsilon as number));
  const scale = tf.div(read(norm, 'gamma') ?? 1, deviation);
  const shift = tf.sub(read(layer, 'bias') ?? 0, read(norm, 'moving_mean')!);
  return [tf.mul(read(layer, 'kernel')!, scale), tf.add(tf.mul(shift, scale), read(norm, 'beta') ?? 0)];
}
