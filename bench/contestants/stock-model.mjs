import * as tf from '@tensorflow/tfjs';
import {parameter} from '../values.mjs';

/**
 * A workload's network as a tfjs-layers model that emits logits, with the workload's initial parameters.
 *
 * @param {import('../workload.mjs').Workload} workload
 * @returns {tf.LayersModel}
 */
export function buildModel(workload) {
  const {network, input} = workload;
  const start = tf.input({shape: input});
  /** @type {Map<string | undefined, tf.SymbolicTensor>} */
  const outputs = new Map();
  /** @type {Array<() => void>} */
  const initializers = [];
  let x = start;
  for (const operation of network) {
    const from = outputs.get(operation.input) ?? x;
    const layer = layerOf(operation);
    x = symbolic(
      layer.apply(operation.op === 'add' ? [from, outputs.get(operation.to) ?? from] : prepared(operation, from)),
    );
    if (operation.output) outputs.set(operation.output, x);
    if ('name' in operation) initializers.push(() => setWeights(layer, operation, workload));
  }
  const model = tf.model({inputs: start, outputs: x});
  for (const initialize of initializers) initialize();
  return model;
}

/**
 * @param {import('../workload.mjs').Operation} operation
 * @returns {tf.layers.Layer}
 */
function layerOf(operation) {
  switch (operation.op) {
    case 'conv': {
      const {name, filters, kernel, stride = 1, bias = true} = operation;
      const padding = isSame(operation) ? 'same' : 'valid';
      return tf.layers.conv2d({name, filters, kernelSize: kernel, strides: stride, useBias: bias, padding});
    }
    case 'batchNorm':
      return tf.layers.batchNormalization({name: operation.name, momentum: 0.9, epsilon: 1e-5});
    case 'maxPool':
      return tf.layers.maxPooling2d({poolSize: operation.size, strides: operation.stride ?? operation.size});
    case 'averagePool':
      return tf.layers.averagePooling2d({poolSize: operation.size});
    case 'subsample':
      // A max-pool of single values: TF.js has no gradient of strided slices.
      return tf.layers.maxPooling2d({poolSize: 1, strides: operation.stride});
    case 'padChannels':
      return tf.layers.zeroPadding2d({
        padding: [
          [0, 0],
          [operation.each, operation.each],
        ],
        dataFormat: 'channelsFirst',
      });
    case 'linear':
      return tf.layers.dense({name: operation.name, units: operation.units});
    case 'add':
      return tf.layers.add();
    case 'relu':
      return tf.layers.reLU();
    case 'globalAveragePool':
      return tf.layers.globalAveragePooling2d({});
    case 'flatten':
      return tf.layers.flatten();
  }
}

/**
 * SAME equals PyTorch's padding at stride 1; everywhere else the image is padded first.
 *
 * @param {Extract<import('../workload.mjs').Operation, {op: 'conv'}>} conv
 */
function isSame({stride = 1, padding = 0, kernel}) {
  return stride === 1 && padding === (kernel - 1) / 2;
}

/**
 * What PyTorch's layers do inside and those of TF.js leave to a layer before.
 *
 * @param {import('../workload.mjs').Operation} operation
 * @param {tf.SymbolicTensor} x
 */
function prepared(operation, x) {
  // Channels first, as the weights of the layer after the flattening have it.
  if (operation.op === 'flatten') return symbolic(tf.layers.permute({dims: [3, 1, 2]}).apply(x));
  const padding = 'padding' in operation ? operation.padding : 0;
  if (!padding || (operation.op === 'conv' && isSame(operation))) return x;
  // Before a max-pool zeros serve as minus infinity does, after a ReLU.
  return symbolic(tf.layers.zeroPadding2d({padding}).apply(x));
}

/**
 * @param {tf.layers.Layer} layer
 * @param {Extract<import('../workload.mjs').Operation, {name: string}>} operation
 * @param {import('../workload.mjs').Workload} workload
 */
function setWeights(layer, {op, name}, {network, mode}) {
  const weights = layer.getWeights().map((weight, i) => {
    const {shape} = weight;
    if (i > 1 && mode !== 'inference') return weight;
    const kind = ['weight', 'bias', 'running_mean', 'running_var'][i] ?? '';
    // PyTorch's layout is [out, in, height, width] and [out, in].
    const torchShape = op === 'conv' && i === 0 ? [3, 2, 0, 1].map(axis => shape[axis] ?? 0) : [...shape].reverse();
    const values = tf.tensor(parameter(network, `${name}.${kind}`, torchShape), torchShape);
    return op === 'conv' && i === 0 ? values.transpose([2, 3, 1, 0]) : values.transpose();
  });
  layer.setWeights(weights);
}

/** @param {tf.SymbolicTensor | tf.SymbolicTensor[] | tf.Tensor | tf.Tensor[]} x */
function symbolic(x) {
  return /** @type {tf.SymbolicTensor} */ (x);
}
