import '@tensorflow/tfjs-backend-cpu';
import {readFileSync} from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {createModel} from '../networks/registry.js';
import {relativeDifference} from '../testing/measure.js';
import {readReference, referenceInput, referenceParameters} from '../testing/reference.js';
import {loadParameters} from '../weights/load-parameters.js';
import {type GradCamOptions, gradCam} from './grad-cam.js';

/** What PyTorch's autograd gives in float64: see grad-cam.py. */
interface Case {
  reference: string;
  layer: string | null;
  /** The class that was asked for. */
  asked: number | null;
  classIndex: number;
  shape: [height: number, width: number];
  heat: number[];
}

const cases: Case[] = JSON.parse(readFileSync(new URL('../testing/parity/grad-cam.json', import.meta.url), 'utf8'));

const networks: Record<string, string> = {'seed-mnist': 'mnist-residual'};

/** The first image of a reference. */
function firstImage(name: string): tf.Tensor3D {
  const {shape, data} = referenceInput(readReference(name));
  const [height, width, channels] = shape.slice(1) as [number, number, number];
  return tf.tensor3d(data.subarray(0, height * width * channels), [height, width, channels]);
}

/** Two features of an image of two places: the image itself, and its negative; the logits are their means. */
function handMade(): tfl.LayersModel {
  const input = tfl.input({shape: [1, 2, 1]});
  const convolved = tfl.layers
    .conv2d({filters: 2, kernelSize: 1, useBias: false, name: 'layer1.0.conv1'})
    .apply(input) as tfl.SymbolicTensor;
  const pooled = tfl.layers.globalAveragePooling2d({name: 'avgpool'}).apply(convolved) as tfl.SymbolicTensor;
  const model = tfl.model({inputs: input, outputs: pooled});
  tf.tidy(() => model.setWeights([tf.tensor4d([1, -1], [1, 1, 1, 2])]));
  return model;
}

describe('gradCam', () => {
  let before: number;
  beforeEach(() => {
    tf.disposeVariables();
    before = tf.memory().numTensors;
  });
  afterEach(() => expect(tf.memory().numTensors).toBe(before));

  test.each(cases)('is what PyTorch gives for $reference, layer $layer, class $asked', async expected => {
    const reference = readReference(expected.reference);
    const model = createModel(networks[expected.reference] ?? expected.reference);
    loadParameters(model, referenceParameters(reference));
    const image = firstImage(expected.reference);
    const {layer, asked} = expected;
    const options: GradCamOptions = {...(layer && {layer}), ...(asked !== null && {classIndex: asked})};
    const {heat, height, width, classIndex, logits} = await gradCam(model, image, options);
    expect([height, width, classIndex]).toEqual([...expected.shape, expected.classIndex]);
    expect(relativeDifference([...heat], expected.heat)).toBeLessThan(1e-4);
    expect(Math.max(...heat)).toBe(1);
    expect(relativeDifference([...logits], reference.evalLogits[0]!)).toBeLessThan(1e-4);
    image.dispose();
    model.dispose();
  });

  test.each([
    {image: [3, 1], options: {}, heat: [1, expect.closeTo(1 / 3)], classIndex: 0},
    {image: [-3, -1], options: {}, heat: [1, expect.closeTo(1 / 3)], classIndex: 1},
    {image: [3, 1], options: {classIndex: 1}, heat: [0, 0], classIndex: 1},
    {image: [-3, 0], options: {classIndex: 0}, heat: [0, 0], classIndex: 0},
  ])('of $image with $options is $heat', async ({image, options, ...expected}) => {
    const model = handMade();
    const x = tf.tensor3d(image, [1, 2, 1]);
    const {heat, ...rest} = await gradCam(model, x, options);
    expect({...rest, heat: [...heat]}).toMatchObject({...expected, layer: 'layer1.0.conv1', height: 1, width: 2});
    x.dispose();
    model.dispose();
  });

  test.each([
    ['layer3.0.relu', 'layer3.0.relu', [8, 8]],
    ['layer2', 'layer2.0.relu', [16, 16]],
    ['layer1.0', 'layer1.0.relu', [32, 32]],
    ['conv1', 'conv1', [32, 32]],
  ])('of %s looks at the output of %s', async (layer, name, size) => {
    const model = createModel('cifar-resnet8');
    const image = tf.zeros<tf.Rank.R3>([32, 32, 3]);
    const found = await gradCam(model, image, {layer});
    expect([found.layer, [found.height, found.width]]).toEqual([name, size]);
    image.dispose();
    model.dispose();
  });

  test('where the last maps have one place looks at the last that has several', async () => {
    const model = createModel('resnet18', {inputShape: [32, 32, 1], classes: 3});
    const image = tf.zeros<tf.Rank.R3>([32, 32, 1]);
    const {layer, height, width} = await gradCam(model, image);
    expect([layer, height, width]).toEqual(['layer3.1.relu', 2, 2]);
    image.dispose();
    model.dispose();
  });

  test.each([
    [{classIndex: 10}, [32, 32, 3], 'BAD_OPTION', 'classIndex: expected a whole number from 0 to 9, got 10'],
    [{classIndex: 0.5}, [32, 32, 3], 'BAD_OPTION', 'from 0 to 9, got 0.5'],
    [
      {layer: 'layer3.0.rely'},
      [32, 32, 3],
      'BAD_OPTION',
      'no layer, block or stage layer3.0.rely; did you mean layer3.0.relu?',
    ],
    [{layer: 'fc'}, [32, 32, 3], 'BAD_OPTION', 'fc: expected a layer that makes a map of features, got [10]'],
    [{}, [32, 31, 3], 'SHAPE_MISMATCH', 'expected an image of shape [32,32,3], got [32,31,3]'],
  ] as [GradCamOptions, [number, number, number], string, string][])(
    '%j of an image %j is refused',
    async (options, shape, code, message) => {
      const model = createModel('cifar-resnet8');
      const image = tf.zeros<tf.Rank.R3>(shape);
      await expect(gradCam(model, image, options)).rejects.toMatchObject({
        code,
        message: expect.stringContaining(message),
      });
      image.dispose();
      model.dispose();
    },
  );
});
