// ONNX Runtime in Node: inference with the file that residual exports, batch norm folded.
import {createRequire} from 'node:module';
import {exportOnnx} from '@residual/core';
import * as tf from '@tensorflow/tfjs';
import {findNodePeer} from '../../scripts/peers.mjs';
import {channelsFirstBatch, lossOf} from '../values.mjs';
import {foldedModel} from './residual-model.mjs';
import {serve} from './serve.mjs';

const require = createRequire(import.meta.url);

await serve(async workload => {
  const ort = require(findNodePeer() ?? 'onnxruntime-node');
  await tf.setBackend('cpu');
  const model = await foldedModel(workload);
  const session = await ort.InferenceSession.create(await exportOnnx(model));
  model.dispose();
  const {images, labels} = channelsFirstBatch(workload);
  const [height, width, channels] = workload.input;
  const input = new ort.Tensor('float32', images, [workload.batch, channels, height, width]);
  return {
    about: `ONNX Runtime ${ort.env.versions.node}`,
    async step() {
      const {logits} = await session.run({input});
      return lossOf(logits.data, labels);
    },
  };
});
