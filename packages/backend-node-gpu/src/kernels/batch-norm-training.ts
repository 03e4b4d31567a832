import {dispose, tensor1d} from '@tensorflow/tfjs-core';
import {attribute} from './attributes.js';
import type {Kernel} from './register.js';

const forwardAttributes = (epsilon: number) => [
  attribute.type('T', 'float32'),
  attribute.type('U', 'float32'),
  attribute.float('epsilon', epsilon),
  attribute.string('data_format', 'NHWC'),
  attribute.bool('is_training', true),
];

/**
 * Batch norm over the batch's own statistics as one `FusedBatchNormV3`. Inputs `x` `[batch, height, width, channels]`,
 * `scale` and `offset` `[channels]`; outputs `y`, the batch mean, the unbiased batch variance, and three tensors for
 * the gradient.
 */
export const batchNormTrainingKernel: Kernel = {
  kernelName: 'BatchNormTraining',
  run: ({inputs: {x, scale, offset}, backend, attrs}) => {
    const none = tensor1d([], 'float32');
    const attributes = [...forwardAttributes(attrs.epsilon as number), attribute.float('exponential_avg_factor', 1)];
    const outputs = backend.executeMultipleOutputs(
      'FusedBatchNormV3',
      attributes,
      [x!, scale!, offset!, none, none],
      6,
    );
    dispose(none);
    return outputs;
  },
};

/** Its gradient as one `FusedBatchNormGradV3`: outputs are the gradients of `x`, `scale` and `offset`. */
export const batchNormTrainingGradKernel: Kernel = {
  kernelName: 'BatchNormTrainingGrad',
  run: ({inputs: {dy, x, scale, r1, r2, r3}, backend, attrs}) => {
    const attributes = forwardAttributes(attrs.epsilon as number);
    const inputs = [dy!, x!, scale!, r1!, r2!, r3!];
    const [dx, dscale, doffset, ...unused] = backend.executeMultipleOutputs(
      'FusedBatchNormGradV3',
      attributes,
      inputs,
      5,
    );
    dispose(unused);
    return [dx!, dscale!, doffset!];
  },
};
