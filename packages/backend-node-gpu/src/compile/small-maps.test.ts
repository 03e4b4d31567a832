import * as tf from '@tensorflow/tfjs';
import {beforeAll, describe, expect, test} from 'vitest';
import {type TensorFlowEngine, tensorflow} from '../engine.js';
import {convolutionAttributes} from '../kernels/conv2d.js';
import {relativeError} from '../testing/relative-error.js';
import {type GraphNode, placeholder} from './graph.js';
import type {ConvolutionKernels} from './processor.js';
import type {Precision} from './record-step.js';
import {wideSmallMaps} from './small-maps.js';

let engine: TensorFlowEngine;

beforeAll(async () => {
  engine = await tensorflow();
});

const precisions: Precision[] = ['float32', 'bfloat16'];

describe.each(precisions)('in %s', precision => {
  test.each([
    {batch: 4, height: 3, width: 3, kernel: 3, filters: 256},
    {batch: 7, height: 5, width: 2, kernel: 3, filters: 320},
    {batch: 5, height: 4, width: 4, kernel: 5, filters: 256},
    {batch: 5, height: 1, width: 1, kernel: 3, filters: 256},
  ])(
    'maps side by side, $batch of $height x $width, have the values and gradients of maps one by one',
    async geometry => {
      const {batch, height, width, kernel, filters} = geometry;
      const x = tf.randomNormal([batch, height, width, 256], 0, 1, 'float32', 1);
      const w = tf.randomNormal([kernel, kernel, 256, filters], 0, 0.02, 'float32', 2);
      const convolve = (x: tf.Tensor, w: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same');
      const step = (x: tf.Tensor, w: tf.Tensor) => [convolve(x, w), tf.grad(x => tf.sum(tf.square(convolve(x, w))))(x)];
      const expected = step(x, w);
      const compiled = engine.compile(step as Parameters<typeof engine.compile>[0], {variables: [], precision});
      const actual = await compiled.run(x, w);
      for (const [i, one] of expected.entries()) {
        expect(actual[i]!.shape).toEqual(one.shape);
        expect(relativeError(actual[i]!, one)).toBeLessThan(precision === 'float32' ? 1e-5 : 2e-2);
      }
      compiled.dispose();
      tf.dispose([x, w, ...expected, ...actual]);
    },
  );
});

describe('what is laid side by side', () => {
  interface Convolution {
    map: number[];
    filter: number[];
    padding?: 'SAME' | 'VALID';
    strides?: number[];
    dilations?: number[];
  }

  const small: Convolution = {map: [4, 5, 5, 256], filter: [3, 3, 256, 256]};

  function rewritten(
    {map, filter, padding = 'SAME', ...geometry}: Convolution,
    kernels: ConvolutionKernels = 'avx512',
  ): readonly GraphNode[] {
    const recorded = [
      placeholder('map', map, 1),
      placeholder('filter', filter, 1),
      {
        name: 'convolved',
        op: 'Conv2D',
        inputs: ['map', 'filter'],
        attributes: convolutionAttributes({padding, ...geometry}),
      },
    ];
    return wideSmallMaps(recorded, kernels);
  }

  test('small maps of many channels, under the name of the convolution', () => {
    const nodes = rewritten(small);
    const dilations = nodes.find(({op}) => op === 'Conv2D')!.attributes.find(({name}) => name === 'dilations');
    expect(dilations?.value).toEqual([1, 1, 4, 1]);
    expect(nodes.at(-1)!.name).toBe('convolved');
  });

  test.each<Partial<Convolution>>([
    {map: [4, 6, 5, 256]},
    {map: [4, 5, 6, 256]},
    {map: [3, 5, 5, 256]},
    {map: [4, 5, 5, 128], filter: [3, 3, 128, 256]},
    {map: [4, 5, 5, 256], filter: [3, 3, 256, 128]},
    {filter: [1, 1, 256, 256]},
    {map: [4, 5, 5, 512]},
    {padding: 'VALID'},
    {strides: [1, 2, 2, 1]},
    {dilations: [1, 2, 2, 1]},
  ])('not %o', changes => {
    expect(rewritten({...small, ...changes})).toHaveLength(3);
  });

  test.each<ConvolutionKernels>(['onednn', 'others'])('nothing with kernels of another kind (%s)', kernels => {
    expect(rewritten(small, kernels)).toHaveLength(3);
  });
});
