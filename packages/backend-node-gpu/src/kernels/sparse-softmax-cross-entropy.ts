import {attribute} from './attributes.js';
import type {Kernel} from './register.js';

/**
 * Softmax cross entropy with integer labels as one operation. Inputs `logits` `[batch, classes]` and `labels` `[batch]`
 * (int32); outputs the loss of each example `[batch]` and its gradient `[batch, classes]`.
 */
export const sparseSoftmaxCrossEntropyKernel: Kernel = {
  kernelName: 'SparseSoftmaxCrossEntropy',
  run: ({inputs: {logits, labels}, backend}) => {
    const attributes = [attribute.type('T', 'float32'), attribute.type('Tlabels', 'int32')];
    return backend.executeMultipleOutputs('SparseSoftmaxCrossEntropyWithLogits', attributes, [logits!, labels!], 2);
  },
};
