import * as tf from '@tensorflow/tfjs-core';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import type {Reading} from '../training/report.js';

/** What the network takes each image for; `images` are `[batch, height, width, channels]`. */
export async function read(model: LayersModel, images: tf.Tensor): Promise<Reading[]> {
  const probabilities = tf.tidy(() => tf.softmax(model.predict(images) as tf.Tensor2D));
  const rows = (await probabilities.array()) as number[][];
  probabilities.dispose();
  return rows.map(row => {
    const confidence = Math.max(...row);
    return {label: row.indexOf(confidence), confidence};
  });
}
