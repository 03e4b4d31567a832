import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {run} from '../../scripts/child.mjs';
import {cli} from '../../scripts/root.mjs';

/** @typedef {import('./pytorch.mjs').Training} Training */

/**
 * The recipe of a name, complete.
 *
 * @param {string} name
 * @returns {Promise<import('./pytorch.mjs').Recipe>}
 */
export async function readRecipe(name) {
  const {code, output} = await run(process.execPath, [cli, 'recipes', name, '--json'], {quiet: true});
  if (code !== 0) throw new Error(output.trim());
  return JSON.parse(output);
}

/**
 * Trains by `residual train`, or goes on where it was stopped.
 *
 * @param {string} folder of the run; one that is at its end is only read
 * @param {{recipe: string, dataDir: string, take: number, epochs: number, seed: number, inOrder?: boolean}} options
 * @returns {Promise<Training>}
 */
export async function trainResidual(folder, {recipe, dataDir, take, epochs, seed, inOrder = false}) {
  if (!existsSync(join(folder, 'test.json'))) {
    const begun = existsSync(join(folder, 'checkpoints/last.safetensors'));
    const budget = ['--data.take', `${take}`, '--epochs', `${epochs}`, '--seed', `${seed}`];
    const order = inOrder ? ['--no-data.shuffle'] : [];
    const anew = [recipe, '--out', folder, '--overwrite', '--engine', 'tensorflow', ...budget, ...order];
    const words = [cli, 'train', ...(begun ? ['--resume', folder] : anew), '--data-dir', dataDir];
    const {code, output} = await run(process.execPath, words, {quiet: true});
    if (code !== 0) throw new Error(output.trim().split('\n').slice(-3).join('\n'));
  }
  const {engine} = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'));
  const events = readFileSync(join(folder, 'log.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
  return {
    about: `residual on TensorFlow ${engine.version}`,
    losses: events.filter(({type}) => type === 'step').map(({loss}) => loss),
    epochs: events.filter(({type}) => type === 'epoch').map(({train, valid}) => ({train, valid})),
  };
}
