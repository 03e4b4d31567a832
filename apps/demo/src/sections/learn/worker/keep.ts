import {createModel} from '@residual/core';
import {MNIST_NOTEBOOK} from '@residual/data';
import {decodeCheckpoint, evaluate, restoreModel} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import {saveModel} from '../../../storage/models.js';
import type {Kept} from '../training/report.js';
import {NETWORK} from '../training/settings.js';
import type {StoredRun} from '../training/stored-run.js';
import type {Digits} from './digits.js';
import {read} from './read.js';

/** Stores the network of a run among the models, for the other sections. */
export async function keep({bytes}: StoredRun, {test, shownBatch}: Digits): Promise<Kept> {
  const model = createModel(NETWORK);
  const images = tf.tensor(shownBatch.x, shownBatch.shape);
  try {
    restoreModel(model, decodeCheckpoint(bytes));
    const {accuracy} = await evaluate({model, data: test.batch(250)});
    const {classes} = test;
    const {mean, std} = MNIST_NOTEBOOK;
    model.setUserDefinedMetadata({classes, normalize: {mean, std}});
    const handler = tf.io.withSaveHandler(async files => {
      await saveModel({name: NETWORK, kind: 'digits', classes, accuracy}, files);
      return {modelArtifactsInfo: {dateSaved: new Date(), modelTopologyType: 'JSON'}};
    });
    await model.save(handler);
    return {accuracy, readings: await read(model, images)};
  } finally {
    images.dispose();
    model.dispose();
  }
}
