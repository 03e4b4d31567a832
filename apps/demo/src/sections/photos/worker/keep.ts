import {exportTfjs} from '@residual/core';
import {zipSync} from 'fflate';
import {saveModel} from '../../../storage/models.js';
import {filesOf} from './networks.js';
import {openNetwork} from './open-network.js';
import {lastTaught} from './teach.js';

/** Stores what was taught last under a name. @returns Its id. */
export async function saveTaught(name: string): Promise<string> {
  if (!lastTaught) throw new Error('Nothing was taught yet.');
  const {classes, accuracy, files} = lastTaught;
  return saveModel({name, kind: 'photos', classes, accuracy}, files);
}

/** A network as a .zip of `model.json` and its weights, which `tf.loadLayersModel` and `residual predict --weights` open. */
export async function zipNetwork(id: string): Promise<Blob> {
  const {model, classes, normalize, fit} = await openNetwork(await filesOf(id));
  try {
    const files = await exportTfjs(model, {metadata: {classes, normalize, fit}});
    return new Blob([zipSync(files, {level: 0}) as Uint8Array<ArrayBuffer>], {type: 'application/zip'});
  } finally {
    model.dispose();
  }
}
