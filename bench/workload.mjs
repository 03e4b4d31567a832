import {readdirSync} from 'node:fs';

/**
 * One operation of a network. Its input is the output of the operation before it, or the one named by `input`.
 *
 * @typedef {{input?: string, output?: string} & (
 *   | {op: 'conv', name: string, filters: number, kernel: number, stride?: number, padding?: number, bias?: boolean}
 *   | {op: 'batchNorm', name: string}
 *   | {op: 'maxPool', size: number, stride?: number, padding?: number}
 *   | {op: 'averagePool', size: number}
 *   | {op: 'subsample', stride: number}
 *   | {op: 'padChannels', each: number}
 *   | {op: 'linear', name: string, units: number}
 *   | {op: 'add', to: string}
 *   | {op: 'relu'} | {op: 'globalAveragePool'} | {op: 'flatten'}
 * )} Operation
 */

/**
 * What is to be timed: a training step, or inference with batch norm folded. The network is written out for the peers,
 * which build it from their own layers; residual builds its own model of that name. Where both differ, the losses do, and
 * nothing is timed.
 *
 * @typedef {object} Workload
 * @property {string} name
 * @property {string} description one line
 * @property {'training' | 'inference'} [mode] training unless told otherwise
 * @property {string} model name of the model that residual builds
 * @property {number} batch images a step
 * @property {[height: number, width: number, channels: number]} input
 * @property {number} classes
 * @property {{learningRate: number, momentum: number, weightDecay?: number}} optimizer SGD as PyTorch defines it
 * @property {number} [comparedSteps] steps whose losses have to agree, where five are too many for float32
 * @property {boolean} [small] small enough for WASM
 * @property {boolean} [large] too large for all contestants to be in memory at once
 * @property {Operation[]} network parameters are numbered in this order
 */

const folder = new URL('workloads/', import.meta.url);

/** The names of the workloads: one file each. */
export const workloadNames = readdirSync(folder).map(file => file.replace(/\.mjs$/, ''));

/**
 * @param {string} name
 * @returns {Promise<Workload>}
 * @throws {Error} naming those there are
 */
export async function loadWorkload(name) {
  if (!workloadNames.includes(name)) {
    throw new Error(`Expected a workload (${workloadNames.join(', ')}), got "${name}".`);
  }
  const {default: workload} = await import(new URL(`${name}.mjs`, folder).href);
  return workload;
}

/**
 * Inference with the network of a workload.
 *
 * @param {Workload} workload
 * @param {Partial<Workload>} [changes]
 * @returns {Workload}
 */
export function inferenceOf(workload, changes = {}) {
  const {batch = workload.batch} = changes;
  return {...workload, mode: 'inference', name: `${workload.name}-inference-${batch}`, ...changes};
}
