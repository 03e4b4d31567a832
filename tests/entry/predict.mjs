// All that a page needs to predict: the best engine, and a saved model.
import {pickEngine} from '@residual/backend-web';
import * as tf from '@tensorflow/tfjs-core';
import {loadLayersModel} from '@tensorflow/tfjs-layers';

await pickEngine();
const model = await loadLayersModel('model.json');
const logits = model.predict(tf.zeros([1, 28, 28, 1]));
document.body.textContent = String(await logits.data());
