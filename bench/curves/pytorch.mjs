import {spawn} from 'node:child_process';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import {findPeers} from '../../scripts/peers.mjs';

const SCRIPT = fileURLToPath(new URL('pytorch.py', import.meta.url));

/**
 * A complete recipe, as far as it is followed here: SGD at a constant rate on CIFAR-10.
 *
 * @typedef {object} Recipe
 * @property {string} name
 * @property {{name: string}} model
 * @property {{name: string, shuffle: boolean, resize?: number, normalize: {mean: number[], std: number[]}, augment?: object[],
 *   balance: boolean, validation: string | number}} data
 * @property {number} batchSize
 * @property {number} learningRate
 * @property {{name: string}} schedule
 * @property {{name: string, momentum: number, dampening: number, nesterov: boolean, weightDecay: number}} optimizer
 * @property {{name: string, smoothing?: number}} loss
 */

/**
 * What pytorch.py is asked to do.
 *
 * @typedef {object} Request
 * @property {Recipe} recipe
 * @property {import('../workload.mjs').Workload} workload with the network written out
 * @property {string} folder with the batches of CIFAR-10
 * @property {number} take the first so many images
 * @property {number} epochs
 * @property {number} seed of first weights and order
 * @property {string} [weights] file of the first weights, in the place of PyTorch's own
 */

/**
 * @typedef {{loss: number, accuracy: number, samples: number}} Figures
 * @typedef {{train: Figures, valid: Figures}} Epoch
 *
 * @typedef {object} Training what one seed came to
 * @property {string} about what computed
 * @property {number[]} losses of the steps, each before its update
 * @property {Epoch[]} epochs
 */

/**
 * Throws where a recipe asks for what pytorch.py does not do.
 *
 * @param {Recipe} recipe
 */
export function assertPlain({name, data, schedule, optimizer, loss}) {
  const isPlain =
    data.name === 'cifar10' &&
    data.resize !== undefined &&
    !data.augment?.length &&
    !data.balance &&
    data.validation === 'test' &&
    schedule.name === 'constant' &&
    optimizer.name === 'sgd' &&
    optimizer.dampening === 0 &&
    loss.name === 'cross-entropy' &&
    !loss.smoothing;
  if (!isPlain) throw new Error(`${name}: expected a recipe of CIFAR-10, resized, with plain SGD at a constant rate.`);
}

/**
 * Trains with PyTorch, float32, channels last.
 *
 * @param {Request} request
 * @returns {Promise<Training>}
 */
export async function trainPyTorch(request) {
  const python = findPeers();
  if (!python) throw new Error('PyTorch is not installed: node scripts/peers.mjs');
  const child = spawn(python, [SCRIPT], {stdio: ['pipe', 'pipe', 'inherit']});
  child.stdin.end(JSON.stringify(request));
  /** @type {Training} */
  const training = {about: '', losses: [], epochs: []};
  for await (const line of createInterface({input: child.stdout})) {
    const {type, about, loss, train, valid} = JSON.parse(line);
    if (type === 'step') training.losses.push(loss);
    else if (type === 'epoch') training.epochs.push({train, valid});
    else training.about = about;
  }
  if (!training.about) throw new Error('PyTorch ended before its last epoch, see above.');
  return training;
}
