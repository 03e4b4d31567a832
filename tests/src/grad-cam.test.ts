import {readFileSync} from 'node:fs';
import {tensorflow} from '@residual/backend-node-gpu';
import {wasm} from '@residual/backend-web';
import {createModel, gradCam, loadParameters} from '@residual/core';
import * as tf from '@tensorflow/tfjs-core';
import {describe, expect, test} from 'vitest';
import {relativeDifference} from '../../packages/core/src/testing/measure.js';
import {readReference, referenceInput, referenceParameters} from '../../packages/core/src/testing/reference.js';

interface Case {
  reference: string;
  layer: string | null;
  asked: number | null;
  classIndex: number;
  heat: number[];
}

const parity = new URL('../../packages/core/src/testing/parity/grad-cam.json', import.meta.url);
const cases: Case[] = JSON.parse(readFileSync(parity, 'utf8'));

describe.each([
  ['TensorFlow', tensorflow],
  ['WASM', wasm],
])('Grad-CAM on %s', (_, open) => {
  test.each(cases)('is what PyTorch gives for $reference, layer $layer, class $asked', async expected => {
    await open();
    const reference = readReference(expected.reference);
    const model = createModel(expected.reference.replace('seed-mnist', 'mnist-residual'));
    loadParameters(model, referenceParameters(reference));
    const {shape, data} = referenceInput(reference);
    const image = tf.tidy(() => tf.unstack(tf.tensor4d(data, shape as [number, number, number, number]))[0]!);
    const {layer, asked} = expected;
    const {heat, classIndex} = await gradCam(model, image as tf.Tensor3D, {
      ...(layer && {layer}),
      ...(asked !== null && {classIndex: asked}),
    });
    expect(classIndex).toBe(expected.classIndex);
    expect(relativeDifference([...heat], expected.heat)).toBeLessThan(1e-4);
    tf.dispose(image);
    model.dispose();
  });
});
