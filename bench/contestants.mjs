import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {findNodePeer, findPeers} from '../scripts/peers.mjs';

/**
 * @typedef {object} Contestant
 * @property {string} id
 * @property {string} title
 * @property {string} command
 * @property {string[]} args
 * @property {string} variant
 * @property {'float32' | 'bfloat16' | 'float16'} precision
 * @property {boolean} [onRequest] takes part only where `--only` names it: what is slow on a CPU
 * @property {string} [missing] why it cannot run
 * @property {(workload: import('./workload.mjs').Workload) => boolean} [takes] which workloads; all unless told otherwise
 */

const here = fileURLToPath(new URL('.', import.meta.url));

/** The Python that has PyTorch and TensorFlow, where it is installed. */
const python = findPeers();

const missing = 'not installed; run `node scripts/peers.mjs`';

/** @type {Contestant[]} */
export const contestants = [
  pytorch('eager', 'PyTorch'),
  pytorch('channels-last', 'PyTorch, channels last'),
  pytorch('compile', 'PyTorch, torch.compile'),
  pytorch('compile-channels-last', 'PyTorch, torch.compile, channels last'),
  pytorch('bfloat16', 'PyTorch, bfloat16'),
  pytorch('bfloat16-channels-last', 'PyTorch, bfloat16, channels last'),
  pytorch('compile-bfloat16', 'PyTorch, torch.compile, bfloat16'),
  pytorch('compile-bfloat16-channels-last', 'PyTorch, torch.compile, bfloat16, channels last'),
  onRequest(pytorch('float16', 'PyTorch, float16')),
  onRequest(pytorch('float16-channels-last', 'PyTorch, float16, channels last')),
  onRequest(pytorch('compile-float16', 'PyTorch, torch.compile, float16')),
  onRequest(pytorch('compile-float16-channels-last', 'PyTorch, torch.compile, float16, channels last')),
  keras('function', 'Keras on TensorFlow, tf.function'),
  keras('bfloat16', 'Keras on TensorFlow, tf.function, mixed bfloat16'),
  {
    ...node('onnxruntime', 'ONNX Runtime in Node', 'onnxruntime.mjs', ''),
    ...(!findNodePeer() && {missing}),
    takes: ({mode}) => mode === 'inference',
  },
  node('stock', 'stock tfjs-layers, TensorFlow', 'stock.mjs', ''),
  node('eager', 'residual, TensorFlow', 'residual.mjs', 'eager'),
  node('compiled', 'residual, TensorFlow, compiled', 'residual.mjs', 'compiled'),
  node('bfloat16', 'residual, TensorFlow, compiled, bfloat16', 'residual.mjs', 'compiled-bfloat16'),
  onRequest(node('float16', 'residual, TensorFlow, compiled, float16', 'residual.mjs', 'compiled-float16')),
  {...node('wasm', 'residual, WASM', 'residual.mjs', 'wasm'), takes: ({small = false}) => small},
];

/**
 * @param {string} variant
 * @param {string} title
 */
function pytorch(variant, title) {
  return inPython(`pytorch-${variant}`, title, 'pytorch/main.py', variant);
}

/**
 * @param {string} variant
 * @param {string} title
 */
function keras(variant, title) {
  return inPython(`keras-${variant}`, title, 'keras/main.py', variant);
}

/**
 * @param {string} id
 * @param {string} title
 * @param {string} file
 * @param {string} variant
 * @returns {Contestant}
 */
function inPython(id, title, file, variant) {
  const args = [join(here, 'contestants', file)];
  const contestant = {id, title, command: python ?? 'python3', args, variant, precision: precisionOf(variant)};
  return python ? contestant : {...contestant, missing};
}

/**
 * @param {string} id
 * @param {string} title
 * @param {string} file
 * @param {string} variant
 * @returns {Contestant}
 */
function node(id, title, file, variant) {
  const args = ['--expose-gc', join(here, 'contestants', file)];
  return {id, title, command: process.execPath, args, variant, precision: precisionOf(variant)};
}

/**
 * @param {Contestant} contestant
 * @returns {Contestant}
 */
function onRequest(contestant) {
  return {...contestant, onRequest: true};
}

/**
 * @param {string} variant
 * @returns {Contestant['precision']}
 */
function precisionOf(variant) {
  const words = variant.split('-');
  if (words.includes('float16')) return 'float16';
  return words.includes('bfloat16') ? 'bfloat16' : 'float32';
}
