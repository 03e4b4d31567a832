import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {findPeers} from '../scripts/peers.mjs';

/**
 * @typedef {object} Contestant
 * @property {string} id
 * @property {string} title
 * @property {string} command
 * @property {string[]} args
 * @property {string} variant
 * @property {string} [missing] why it cannot run
 */

const here = fileURLToPath(new URL('.', import.meta.url));

/** The Python that has PyTorch, where it is installed. */
const python = findPeers();

/** @type {Contestant[]} */
export const contestants = [
  pytorch('eager', 'PyTorch'),
  pytorch('channels-last', 'PyTorch, channels last'),
  pytorch('compile', 'PyTorch, torch.compile'),
  pytorch('compile-channels-last', 'PyTorch, torch.compile, channels last'),
  node('stock', 'stock tfjs-layers, TensorFlow', 'stock.mjs', ''),
  node('eager', 'residual, TensorFlow', 'residual.mjs', 'eager'),
  node('compiled', 'residual, TensorFlow, compiled', 'residual.mjs', 'compiled'),
  node('wasm', 'residual, WASM', 'residual.mjs', 'wasm'),
];

/**
 * @param {string} variant
 * @param {string} title
 * @returns {Contestant}
 */
function pytorch(variant, title) {
  const contestant = {
    id: `pytorch-${variant}`,
    title,
    command: python ?? 'python3',
    args: [join(here, 'contestants/pytorch/main.py')],
    variant,
  };
  return python ? contestant : {...contestant, missing: 'not installed; run `node scripts/peers.mjs`'};
}

/**
 * @param {string} id
 * @param {string} title
 * @param {string} file
 * @param {string} variant
 * @returns {Contestant}
 */
function node(id, title, file, variant) {
  return {id, title, command: process.execPath, args: [join(here, 'contestants', file)], variant};
}
