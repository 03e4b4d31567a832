import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {wasm} from '@residual/backend-web';
import {createModel, exportSafetensors} from '@residual/core';
import {trainPyTorch} from './pytorch.mjs';
import {trainResidual} from './residual.mjs';

/** Two steps and the validation after them. */
const STEPS = 2;

/**
 * How far losses may be apart, as a share: rounding, which grows from step to step, since networks with batch norm are
 * chaotic at random weights.
 */
const TOLERANCE = 1e-3;

/**
 * Makes sure that both sides do the same work: from the same first weights, on the same images in the same order, the loss of
 * each step and that of the validation after the last agree.
 *
 * @param {Omit<import('./pytorch.mjs').Request, 'take' | 'epochs' | 'seed'>} request
 * @param {{dataDir: string}} options
 * @returns {Promise<number>} the largest difference, as a share
 * @throws {Error} naming the loss that differs
 */
export async function assertSameWork({recipe, workload, folder}, {dataDir}) {
  const place = mkdtempSync(join(tmpdir(), 'residual-curves-'));
  const budget = {take: STEPS * recipe.batchSize, epochs: 1, seed: 1};
  try {
    const weights = join(place, 'weights.safetensors');
    writeFileSync(weights, await firstWeights(workload, budget.seed));
    const ours = await trainResidual(join(place, 'run'), {recipe: recipe.name, dataDir, inOrder: true, ...budget});
    const inOrder = {...recipe, data: {...recipe.data, shuffle: false}};
    const request = {recipe: inOrder, workload, folder, weights, ...budget};
    const theirs = await trainPyTorch(request);
    return compared(lossesOf(ours), lossesOf(theirs));
  } finally {
    rmSync(place, {recursive: true});
  }
}

/**
 * What `residual train` begins with for a seed.
 *
 * @param {import('../workload.mjs').Workload} workload
 * @param {number} seed
 */
async function firstWeights({model: name, input, classes}, seed) {
  await wasm();
  const model = createModel(name, {inputShape: input, classes, seed});
  const bytes = await exportSafetensors(model);
  model.dispose();
  return bytes;
}

/** @param {import('./pytorch.mjs').Training} training */
function lossesOf({losses, epochs}) {
  return {
    ...Object.fromEntries(losses.map((loss, step) => [`of step ${step + 1}`, loss])),
    'of the validation': epochs[0]?.valid.loss ?? Number.NaN,
  };
}

/**
 * @param {Record<string, number>} ours
 * @param {Record<string, number>} theirs
 */
function compared(ours, theirs) {
  const differences = Object.entries(theirs).map(([name, expected]) => {
    const loss = ours[name] ?? Number.NaN;
    const difference = Math.abs(loss - expected) / expected;
    // Written so that NaN fails.
    if (difference <= TOLERANCE) return difference;
    throw new Error(`Not the same work: the loss ${name} is ${loss}, PyTorch's ${expected}.`);
  });
  return Math.max(...differences);
}
