import {readdirSync} from 'node:fs';

/**
 * One operation of a network. Its input is the output of the operation before it, or the one named by `input`.
 *
 * @typedef {{input?: string, output?: string} & (
 *   | {op: 'conv', name: string, filters: number, kernel: number, stride?: number, padding?: number, bias?: boolean}
 *   | {op: 'batchNorm', name: string}
 *   | {op: 'maxPool', size: number, stride?: number, padding?: number}
 *   | {op: 'linear', name: string, units: number}
 *   | {op: 'add', to: string}
 *   | {op: 'relu'} | {op: 'globalAveragePool'} | {op: 'flatten'}
 * )} Operation
 */

/**
 * A training step to be timed. The network is written out for the peers, which build it from their own layers; residual
 * builds its own model of that name. Where both differ, the losses do, and nothing is timed.
 *
 * @typedef {object} Workload
 * @property {string} name
 * @property {string} description one line
 * @property {string} model name of the model that residual builds
 * @property {number} batch images a step
 * @property {[height: number, width: number, channels: number]} input
 * @property {number} classes
 * @property {{learningRate: number, momentum: number, weightDecay?: number}} optimizer SGD as PyTorch defines it
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
