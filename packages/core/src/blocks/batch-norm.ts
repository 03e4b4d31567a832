import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {batchNormTraining} from '../ops/batch-norm-training.js';

/** A normalisation, as blocks take it: {@link batchNorm}, or a function that calls it with other options. */
export type Norm = (x: tfl.SymbolicTensor, options: {name: string; zeroInit?: boolean}) => tfl.SymbolicTensor;

/** How batch normalisation is made. */
export interface BatchNormOptions {
  /** Share of the running statistics that one step keeps: 1 - PyTorch's momentum. Default 0.9. */
  momentum?: number;
  /** Default 1e-5. */
  epsilon?: number;
  /** Whether the scale starts at 0, so that a residual block starts as its shortcut (Goyal et al. 2017). Default false. */
  zeroInit?: boolean;
  name: string;
}

/**
 * Batch normalisation of `[batch, height, width, channels]` over the channels, with PyTorch's semantics and constants.
 * It is TF.js's own layer, and saved as such; only its training pass is {@link batchNormTraining}, in one operation
 * where the backend can, and with the unbiased variance for the running statistics. While the layer's `trainable` is
 * false it normalises by the running statistics in training too, and leaves them alone, as Keras has it.
 */
export function batchNorm(
  x: tfl.SymbolicTensor,
  {momentum = 0.9, epsilon = 1e-5, zeroInit = false, name}: BatchNormOptions,
): tfl.SymbolicTensor {
  const layer = tfl.layers.batchNormalization({
    momentum,
    epsilon,
    gammaInitializer: zeroInit ? 'zeros' : 'ones',
    name,
  });
  const infer = layer.call.bind(layer);
  layer.call = (inputs, kwargs) =>
    kwargs.training && layer.trainable
      ? train({inputs, weights: layer.weights, momentum, epsilon})
      : infer(inputs, {...kwargs, training: false});
  return layer.apply(x) as tfl.SymbolicTensor;
}

/** Normalises by the batch's statistics, and moves the running ones towards them. */
function train({
  inputs,
  weights,
  momentum,
  epsilon,
}: {
  inputs: tf.Tensor | tf.Tensor[];
  weights: tfl.LayerVariable[];
  momentum: number;
  epsilon: number;
}): tf.Tensor {
  return tf.tidy(() => {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D;
    const [scale, offset, runningMean, runningVariance] = weights as [
      tfl.LayerVariable,
      tfl.LayerVariable,
      tfl.LayerVariable,
      tfl.LayerVariable,
    ];
    const {y, mean, variance} = batchNormTraining(
      {x, scale: scale.read() as tf.Tensor1D, offset: offset.read() as tf.Tensor1D},
      {epsilon},
    );
    const move = (running: tfl.LayerVariable, value: tf.Tensor) =>
      running.write(tf.add(tf.mul(running.read(), momentum), tf.mul(value, 1 - momentum)));
    move(runningMean, mean);
    move(runningVariance, variance);
    return y;
  });
}
