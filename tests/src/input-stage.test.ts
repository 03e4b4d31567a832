import {type TensorFlowEngine, tensorflow} from '@residual/backend-node-gpu';
import {createModel} from '@residual/core';
import {
  type ByteImage,
  CIFAR10,
  Dataset,
  horizontalFlip,
  normalize,
  random,
  randomCrop,
  resampleMatrix,
  resize,
} from '@residual/data';
import {constant, eager, type FitOptions, fit, type InputStageOptions, inputStage, sgd} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import {beforeAll, describe, expect, test} from 'vitest';

let engine: TensorFlowEngine;

beforeAll(async () => {
  engine = await tensorflow();
});

const COUNT = 6;
const images = Array.from({length: COUNT}, (_, n): ByteImage => {
  const data = Uint8Array.from({length: 20 * 24 * 3}, (_, i) => 128 + 127 * Math.sin(i * i * 0.013 + n));
  return {data, height: 20, width: 24, channels: 3};
});
const bytes = Uint8Array.from(images.flatMap(({data}) => [...data]));

/** What the engine makes of all images, eager and compiled, which have to agree. */
async function onEngine(options: InputStageOptions, placement: number[][] = []): Promise<Float32Array> {
  const stage = inputStage(options);
  const results = [];
  for (const compile of [eager, engine.compile]) {
    const compiled = compile((x, ...drawn) => [stage.apply(x!, drawn)], {variables: []});
    const inputs = [
      tf.tensor(bytes, [COUNT, 20, 24, 3], 'float32'),
      ...placement.map(row => tf.tensor1d(row, 'int32')),
    ];
    const [output] = await compiled.run(...inputs);
    results.push((await output!.data()) as Float32Array);
    tf.dispose([output!, ...inputs]);
    compiled.dispose();
  }
  expect(results[1]).toEqual(results[0]);
  return results[0]!;
}

const joined = (parts: readonly ArrayLike<number>[]): Float32Array =>
  Float32Array.from(parts.flatMap(part => Array.from(part)));

describe('the input stage on TensorFlow equals the transforms on the host', () => {
  test('normalize, bit for bit', async () => {
    const host = images.map(({data, height, width, channels}) => {
      return normalize(CIFAR10)({data, shape: [height, width, channels], label: 0}, random(0)).data;
    });
    expect(await onEngine({normalize: CIFAR10})).toEqual(joined(host));
  });

  test.each(['zero', 'reflect'] as const)('crop with padding (%s) and flip, bit for bit', async mode => {
    const padding = 3;
    const crop = randomCrop({size: [20, 24], padding, mode});
    const flips = [0, 1, 0, 1, 1, 0];
    const host = images.map((image, i) => {
      return horizontalFlip({probability: flips[i]!})(crop(image, random(i)), random(0)).data;
    });
    // The transform draws its top and left first.
    const offsets = images.map((_, i) => {
      const own = random(i);
      return [own.integer(2 * padding + 1) - padding, own.integer(2 * padding + 1) - padding] as const;
    });
    const placement = [offsets.map(([top]) => top), offsets.map(([, left]) => left), flips];
    expect(await onEngine({crop: {padding, mode}, flip: 0.5}, placement)).toEqual(joined(host));
  });

  test.each([
    {height: 48, width: 40, method: 'bilinear'},
    {height: 9, width: 11, method: 'bilinear'},
    {height: 20, width: 10, method: 'bilinear'},
    {height: 33, width: 15, method: 'bicubic'},
  ] as const)('resize to $height x $width, $method, within 1 of 255', async ({height, width, method}) => {
    const host = joined(images.map(image => resize({size: [height, width], method})(image, random(0)).data));
    const maps = {rows: resampleMatrix(20, height, method), columns: resampleMatrix(24, width, method)};
    const made = await onEngine({resize: maps});
    expect(made.length).toBe(host.length);
    expect(Math.max(...made.map((value, i) => Math.abs(value - host[i]!)))).toBeLessThanOrEqual(1);
    expect(made.filter((value, i) => value !== host[i]).length).toBeLessThan(0.01 * host.length);
  });
});

test('a run on bytes has the losses of one on images that the host normalised, bit for bit', async () => {
  const labels = images.map((_, i) => i % 2);
  const bytesOf = new Dataset({
    classes: ['a', 'b'],
    labels,
    get: i => ({data: images[i]!.data, shape: [20, 24, 3], label: labels[i]!}),
  });
  const losses = async (options: Pick<FitOptions, 'train' | 'valid' | 'input'>): Promise<number[]> => {
    const model = createModel('cifar-resnet20', {inputShape: [20, 24, 3], classes: 2, seed: 1});
    const common = {
      model,
      optimizer: sgd({momentum: 0.9}),
      schedule: constant(0.1),
      epochs: 2,
      compile: engine.compile,
    };
    const seen: number[] = [];
    for await (const event of fit({...common, ...options})) {
      if (event.type === 'step') seen.push(event.loss);
      if (event.type === 'epoch') seen.push(event.valid!.loss);
    }
    return seen;
  };
  const batches = bytesOf.batch(4);
  const normalized = bytesOf.map(normalize(CIFAR10)).batch(4);
  const byEngine = await losses({train: batches, valid: batches, input: inputStage({normalize: CIFAR10})});
  expect(byEngine).toHaveLength(6);
  expect(byEngine).toEqual(await losses({train: normalized, valid: normalized}));
});
