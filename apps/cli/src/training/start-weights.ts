import {type LoadReport, loadParameters, type ParameterTensor, readParameters} from '@residual/core';
import {listWeights, type PublishedWeights} from '@residual/data/node';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {CliError} from '../errors.js';
import {fetchPublished} from '../evaluation/fetch-published.js';
import {readWeights} from '../evaluation/read-weights.js';
import type {Output} from '../output/output.js';
import {readRunConfig} from '../run/config.js';
import {findRunFolder} from '../run/folder.js';
import {loadTrained} from '../run/trained.js';

/** Weights that a network begins with in the place of random ones. */
export interface StartWeights {
  /** Puts those that fit into a network, and says which did. Throws CliError `FROM_UNFIT` where none does. */
  load(model: LayersModel): void;
}

/**
 * Reads the weights of `--from`: of a run, of published weights by their name, or of a file. Needs an engine. Throws
 * CliError, DataError.
 */
export async function startWeights(from: string, output: Output): Promise<StartWeights> {
  const tensors = await readTensors(from, output);
  return {
    load(model) {
      const report = loadParameters(model, tensors, {strict: false});
      if (report.loaded.length === 0) throw unfit(from, model, report);
      output.note(describe(from, report));
    },
  };
}

/** The published weights of a name, as `residual weights` lists them. */
export function publishedNamed(name: string): PublishedWeights | undefined {
  return listWeights().find(weights => weights.name === name);
}

/** Whether this names a file of weights, and not a run. */
export function isWeightsFile(from: string): boolean {
  return /\.(safetensors|pth|pt|tar|bin|npz)$/.test(from);
}

async function readTensors(from: string, output: Output): Promise<Readonly<Record<string, ParameterTensor>>> {
  if (publishedNamed(from)) return (await readWeights(await fetchPublished(from, output))).tensors;
  if (isWeightsFile(from)) return (await readWeights(from)).tensors;
  const folder = await findRunFolder(from);
  const {model} = await loadTrained(folder, await readRunConfig(folder));
  try {
    return await readParameters(model);
  } finally {
    model.dispose();
  }
}

/** `Begins with 120 of 122 weights of FILE; new is the head: fc.weight (expected shape [2,512], got [1000,512]), …` */
function describe(from: string, {loaded, missing, misshapen}: LoadReport): string {
  const others = [...misshapen.map(({name, problem}) => `${name} (${problem})`), ...missing];
  const begin = `Begins with ${loaded.length} of ${loaded.length + others.length} weights of ${from}`;
  if (others.length === 0) return `${begin}.`;
  const isHead = [...misshapen.map(({name}) => name), ...missing].every(name => name.startsWith('fc.'));
  const more = others.length > 5 ? ` and ${others.length - 5} more` : '';
  return `${begin}; ${isHead ? 'the head is new' : 'new are'}: ${others.slice(0, 5).join(', ')}${more}.`;
}

function unfit(from: string, {name}: LayersModel, {misshapen, missing}: LoadReport): CliError {
  const [first] = [...misshapen.map(({name: weight, problem}) => `${weight}: ${problem}`), ...missing];
  return new CliError(`No weight of ${from} fits the network ${name} (${first}).`, {
    code: 'FROM_UNFIT',
    exit: 'usage',
    mend: 'Name the network that the weights are of by --model.name.',
  });
}
