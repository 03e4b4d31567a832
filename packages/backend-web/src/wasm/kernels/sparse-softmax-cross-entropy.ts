import type {KernelFunc, TensorInfo} from '@tensorflow/tfjs-core';
import {WebEngineError} from '../../errors.js';
import {nativeOf} from '../native/native.js';
import {requireFloat} from './require.js';

/**
 * Cross entropy of logits and integer labels, with its gradient, in one pass. A batch has so few logits that plain
 * JavaScript on the backend's memory is as fast as compiled code, and much faster than the dozen ops that it replaces.
 *
 * Inputs: `logits` `[batch, classes]` float32, `labels` `[batch]` int32 in `[0, classes)`. Outputs: the loss of each
 * example `[batch]`, and the gradient of their sum with respect to the logits `[batch, classes]`. A label out of range
 * gives NaN, as in TensorFlow.
 *
 * @throws WebEngineError `UNSUPPORTED` for other types.
 */
export const sparseSoftmaxCrossEntropy: KernelFunc = ({inputs, backend}) => {
  const {logits, labels} = inputs as {logits: TensorInfo; labels: TensorInfo};
  requireFloat('SparseSoftmaxCrossEntropy', {logits});
  if (labels.dtype !== 'int32') {
    const message = `SparseSoftmaxCrossEntropy on WASM expected labels as int32, got ${labels.dtype}: cast them first.`;
    throw new WebEngineError('UNSUPPORTED', message);
  }
  const [batch, classes] = logits.shape as [number, number];
  const native = nativeOf(backend);
  const losses = native.output([batch]);
  const gradients = native.output([batch, classes]);
  const [x, y, loss, gradient] = [logits, labels, losses, gradients].map(tensor => native.values(tensor));
  for (let i = 0; i < batch; i++) {
    const row = i * classes;
    const label = y![i]!;
    let maximum = Number.NEGATIVE_INFINITY;
    for (let j = row; j < row + classes; j++) maximum = Math.max(maximum, x![j]!);
    let sum = 0;
    for (let j = row; j < row + classes; j++) sum += Math.exp(x![j]! - maximum);
    const known = label >= 0 && label < classes;
    loss![i] = known ? Math.log(sum) + maximum - x![row + label]! : Number.NaN;
    for (let j = 0; j < classes; j++) {
      gradient![row + j] = known ? Math.exp(x![row + j]! - maximum) / sum - (j === label ? 1 : 0) : Number.NaN;
    }
  }
  return [losses, gradients];
};
