import * as tf from '@tensorflow/tfjs';
import {beforeAll, describe, expect, test} from 'vitest';
import type {Binding} from '../binding/binding.js';
import {type TensorFlowEngine, tensorflow} from '../engine.js';
import {convolutionAttributes} from '../kernels/conv2d.js';
import {relativeError} from '../testing/relative-error.js';
import type {NodeBackend} from '../tfjs-node/backend.js';
import {type GraphNode, placeholder} from './graph.js';
import {convolutionKernels} from './processor.js';
import {type Precision, recordStep} from './record-step.js';
import {withoutStrides} from './strided-convolutions.js';

let engine: TensorFlowEngine;

beforeAll(async () => {
  engine = await tensorflow();
});

/** A convolution with its two gradients. */
function stepOf(stride: number | [number, number], pad: 'same' | 'valid' = 'valid') {
  return (x: tf.Tensor, filter: tf.Tensor) => {
    const convolve = (x: tf.Tensor, filter: tf.Tensor) =>
      tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, stride, pad);
    const gradients = tf.grads((x, filter) => tf.sum(tf.square(convolve(x!, filter!))))([x, filter]);
    return [convolve(x, filter), ...gradients];
  };
}

const precisions: Precision[] = ['float32', 'bfloat16'];

describe.each(precisions)('in %s', precision => {
  test.each([
    {height: 8, width: 6, stride: 2},
    {height: 7, width: 5, stride: 2},
    {height: 7, width: 6, stride: 2, pad: 'same' as const},
    {height: 9, width: 9, stride: 3},
    {height: 6, width: 5, stride: [3, 1] as [number, number]},
  ])('values and gradients are those with a stride: $height x $width by $stride', async geometry => {
    const {height, width, stride, pad} = geometry;
    const x = tf.randomNormal([3, height, width, 8], 0, 1, 'float32', 1);
    const filter = tf.randomNormal([1, 1, 8, 16], 0, 0.3, 'float32', 2);
    const step = stepOf(stride, pad);
    const expected = step(x, filter);
    const compiled = engine.compile(step as Parameters<typeof engine.compile>[0], {variables: [], precision});
    const actual = await compiled.run(x, filter);
    for (const [i, one] of expected.entries()) {
      expect(actual[i]!.shape).toEqual(one.shape);
      expect(relativeError(actual[i]!, one)).toBeLessThan(precision === 'float32' ? 1e-5 : 2e-2);
    }
    compiled.dispose();
    tf.dispose([x, filter, ...expected, ...actual]);
  });
});

test('the convolution and its weight gradient share what is picked', () => {
  const backend = tf.backend() as NodeBackend;
  const binding = backend.binding as Binding;
  const inputs = [tf.ones([2, 4, 4, 8]), tf.ones([1, 1, 8, 8])];
  const step = stepOf(2) as Parameters<typeof recordStep>[1];
  const {nodes} = recordStep({backend, binding}, step, {inputs, variables: [], precision: 'float32'});
  const isRewritten = convolutionKernels(binding) !== 'others';
  expect(nodes.filter(({op}) => op === 'AvgPool')).toHaveLength(isRewritten ? 1 : 0);
  tf.dispose(inputs);
});

describe('what is left as it is', () => {
  interface Convolution {
    filter?: number[];
    strides?: number[];
    dataFormat?: string;
  }

  function recorded({filter = [1, 1, 8, 8], strides = [1, 2, 2, 1], dataFormat = 'NHWC'}: Convolution): GraphNode[] {
    const attributes = convolutionAttributes({padding: 'VALID', strides, dataFormat});
    return [
      placeholder('image', [2, 8, 8, 8], 1),
      placeholder('filter', filter, 1),
      {name: 'convolved', op: 'Conv2D', inputs: ['image', 'filter'], attributes, shapes: [[2, 4, 4, 8]]},
    ];
  }

  test('nothing of a convolution of one weight with a stride', () => {
    expect(withoutStrides(recorded({}), 'onednn').map(({op}) => op)).toEqual([
      'Placeholder',
      'Placeholder',
      'AvgPool',
      'Conv2D',
    ]);
  });

  test.each<Convolution>([{filter: [3, 3, 8, 8]}, {strides: [1, 1, 1, 1]}, {dataFormat: 'NCHW'}])('%j', convolution => {
    expect(withoutStrides(recorded(convolution), 'avx512')).toEqual(recorded(convolution));
  });

  test('all, where kernels are others than oneDNN’s', () => {
    expect(withoutStrides(recorded({}), 'others')).toEqual(recorded({}));
  });

  test('an input gradient whose image ends between two steps', () => {
    const attributes = convolutionAttributes({padding: 'VALID', strides: [1, 2, 2, 1]});
    const gradientOf = (size: number): GraphNode[] => [
      placeholder('sizes', [4], 3),
      placeholder('filter', [1, 1, 8, 8], 1),
      placeholder('slopes', [2, 4, 4, 8], 1),
      {
        name: 'gradient',
        op: 'Conv2DBackpropInput',
        inputs: ['sizes', 'filter', 'slopes'],
        attributes,
        shapes: [[2, size, size, 8]],
      },
    ];
    expect(withoutStrides(gradientOf(7), 'avx512')).toEqual(gradientOf(7));
    expect(withoutStrides(gradientOf(8), 'avx512').map(({op}) => op)).toContain('Pad');
  });
});
