import {expect, test} from 'vitest';
import {resolveRecipe} from '../recipe/resolve.js';
import {photosRecipe} from './photos.js';

const start = {model: 'resnet50', normalize: {mean: [0.1, 0.2, 0.3], std: [1, 1, 1]}};

test.each([
  [
    40,
    undefined,
    {batchSize: 16, epochs: 60, model: {name: 'resnet18'}, optimizer: {name: 'adamw'}, checkpoint: {keep: 'last'}},
  ],
  [
    1_000,
    undefined,
    {batchSize: 32, epochs: 40, data: {images: {size: 96}, validation: 0.1}, checkpoint: {keep: 'best'}},
  ],
  [50_000, undefined, {batchSize: 64, epochs: 20, data: {images: {size: 128}}}],
  [
    1_000,
    start,
    {epochs: 12, model: {name: 'resnet50'}, data: {normalize: start.normalize}, optimizer: {headRate: 10}},
  ],
])('%d photos', (images, beginning, expected) => {
  const input = photosRecipe({images, start: beginning});
  expect(resolveRecipe({input, source: 'photos'})).toMatchObject(expected);
});

test.each([
  ['enough', 4_000, 64, 128, 0.002],
  ['short', 1_000, 16, 128, 0.0005],
  ['very short', 200, 8, 64, 0.00025],
  ['none', 0, 8, 64, 0.00025],
])(
  'memory that is %s: fewer photos in a batch, then fewer pixels, at a rate for the batch',
  (_, memory, batchSize, size, learningRate) => {
    const fits = (step: {batchSize: number; side: number}) => step.batchSize * step.side ** 2 <= memory * 300;
    const input = photosRecipe({images: 50_000, fits});
    expect(input).toMatchObject({batchSize, learningRate, data: {images: {size}, augment: [{size}, {}, {}]}});
  },
);
