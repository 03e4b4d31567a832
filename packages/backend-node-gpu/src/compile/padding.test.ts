import * as tf from '@tensorflow/tfjs';
import {beforeAll, describe, expect, test} from 'vitest';
import {type TensorFlowEngine, tensorflow} from '../engine.js';
import {attribute} from '../kernels/attributes.js';
import {convolutionAttributes} from '../kernels/conv2d.js';
import {constant, type GraphNode, placeholder} from './graph.js';
import {paddingConvolutions, unpaddedSource} from './padding.js';

let engine: TensorFlowEngine;

beforeAll(async () => {
  engine = await tensorflow();
});

/** A convolution behind an image with rows and columns of a value around it. */
function recorded({
  around = [0, 0, 1, 2, 3, 4, 0, 0],
  value = 0,
  padding = 'VALID' as 'VALID' | 'SAME',
} = {}): GraphNode[] {
  return [
    placeholder('image', [2, 8, 8, 3], 1),
    placeholder('filter', [3, 3, 3, 5], 1),
    constant('around', [4, 2], 3, Int32Array.from(around)),
    constant('value', [], 1, Float32Array.of(value)),
    {
      name: 'narrowed',
      op: 'Cast',
      inputs: ['value'],
      attributes: [attribute.type('SrcT', 'float32'), attribute.type('DstT', 'bfloat16')],
    },
    {name: 'padded', op: 'PadV2', inputs: ['image', 'around', 'narrowed'], attributes: []},
    {
      name: 'convolved',
      op: 'Conv2D',
      inputs: ['padded', 'filter'],
      attributes: convolutionAttributes({padding, strides: [1, 2, 2, 1]}),
    },
  ];
}

describe('a convolution behind zeros', () => {
  test('takes the image as it was and lays the zeros around it', () => {
    const {inputs, attributes} = paddingConvolutions(recorded(), 'onednn').at(-1)!;
    const valuesOf = (wanted: string) => attributes.filter(({name}) => name === wanted).map(({value}) => value);
    expect(inputs).toEqual(['image', 'filter']);
    expect(valuesOf('padding')).toEqual(['EXPLICIT']);
    expect(valuesOf('explicit_paddings')).toEqual([[0, 0, 1, 2, 3, 4, 0, 0]]);
  });

  test.each([
    {around: [0, 0, 1, 1, 1, 1, 1, 0]},
    {around: [1, 0, 1, 1, 1, 1, 0, 0]},
    {value: Number.NEGATIVE_INFINITY},
    {padding: 'SAME' as const},
  ])('stays as it is with %o', changes => {
    expect(paddingConvolutions(recorded(changes), 'onednn')).toEqual(recorded(changes));
  });

  test('stays as it is without oneDNN', () => {
    expect(paddingConvolutions(recorded(), 'others')).toEqual(recorded());
  });

  test.each(['float32', 'bfloat16'] as const)('has the same values in %s, frozen or not', async precision => {
    const x = tf.randomNormal([3, 9, 9, 4], 0, 1, 'float32', 1) as tf.Tensor4D;
    const filter = tf.variable(tf.randomNormal([3, 3, 4, 6], 0, 1, 'float32', 2)) as tf.Variable<tf.Rank.R4>;
    const step = (x: tf.Tensor) => [tf.conv2d(x as tf.Tensor4D, filter, 2, 1, 'NHWC', 1, 'floor')];
    const [expected] = step(x);
    for (const frozen of [true, false]) {
      const compiled = engine.compile(step, {variables: [filter], precision, frozen});
      const [actual] = await compiled.run(x);
      const difference = tf.max(tf.abs(tf.sub(actual!, expected!))).dataSync()[0]!;
      expect(difference).toBeLessThan(precision === 'float32' ? 1e-5 : 0.1);
      compiled.dispose();
      actual!.dispose();
    }
    tf.dispose([x, filter, expected!]);
  });
});

test('what has no zeros around it has no other source', () => {
  const unpadded = unpaddedSource(recorded());
  expect(unpadded('image')).toBeUndefined();
  expect(unpadded('padded')).toEqual({source: 'image', top: 1, bottom: 2, left: 3, right: 4});
});
