import catsDogsJson from '../../../../models/cats-dogs/model.json?url';
import catsDogsWeights from '../../../../models/cats-dogs/weights.bin?url';
import cifar10Json from '../../../../models/cifar10/model.json?url';
import cifar10Weights from '../../../../models/cifar10/weights.bin?url';
import {loadModelFiles, type ModelFiles, saveModel} from '../../../storage/models.js';
import type {BundledId} from '../networks/bundled.js';
import {type GivenFile, modelFilesOf, readModelFiles} from './model-files.js';
import {openNetwork, type PhotoNetwork} from './open-network.js';

const BUNDLED: Readonly<Record<BundledId, {readonly json: string; readonly weights: string}>> = {
  'cats-dogs': {json: catsDogsJson, weights: catsDogsWeights},
  cifar10: {json: cifar10Json, weights: cifar10Weights},
};

/** The network that was used last stays open; the others would only fill the memory. */
let current: {readonly id: string; readonly network: Promise<PhotoNetwork>} | undefined;

/** Opens a network: one that comes with the site, or one that is stored. */
export async function networkOf(id: string): Promise<PhotoNetwork> {
  if (current?.id === id) return current.network;
  current?.network.then(({model}) => model.dispose()).catch(() => undefined);
  const opening = filesOf(id).then(openNetwork);
  current = {id, network: opening};
  // What did not open may be tried again.
  opening.catch(() => {
    if (current?.network === opening) current = undefined;
  });
  return opening;
}

/** The files of a network: of one that comes with the site, or of one that is stored. */
export async function filesOf(id: string): Promise<ModelFiles> {
  if (id in BUNDLED) {
    const {json, weights} = BUNDLED[id as BundledId];
    const description = await (await get(json)).json();
    return modelFilesOf(description, async () => (await get(weights)).arrayBuffer());
  }
  const files = await loadModelFiles(id);
  if (!files) throw new Error(`There is no network ${id} any more.`);
  return files;
}

/**
 * Reads a network of files, makes sure that it can be used, and stores it.
 *
 * @returns Its id.
 * @throws Problem as `readModelFiles` and `openNetwork`.
 */
export async function addNetwork(given: readonly GivenFile[], name: string): Promise<string> {
  const files = await readModelFiles(given);
  const {model, classes} = await openNetwork(files);
  model.dispose();
  return saveModel({name, kind: 'photos', classes}, files);
}

async function get(url: string): Promise<Response> {
  const response = await fetch(new URL(url, import.meta.url));
  if (!response.ok) throw new Error(`Expected a network at ${response.url}, got status ${response.status}.`);
  return response;
}
