import * as tf from '@tensorflow/tfjs';
import {beforeAll, describe, expect, test} from 'vitest';
import type {Attribute} from '../binding/attributes.js';
import {type TensorFlowEngine, tensorflow} from '../engine.js';
import {attribute} from '../kernels/attributes.js';
import {convolutionAttributes} from '../kernels/conv2d.js';
import {constant, type GraphNode, placeholder} from './graph.js';
import type {Precision} from './record-step.js';
import {fastWeightGradients} from './weight-gradients.js';

let engine: TensorFlowEngine;

beforeAll(async () => {
  engine = await tensorflow();
});

interface Geometry {
  size: number;
  kernel: number;
  stride: number;
  pad: 'same' | 'valid';
  /** Default 5. */
  channels?: number;
}

/** The sum of each way is that of the gradient as TensorFlow computes it, for the shapes that choose it. */
describe.each<{precision: Precision; taps: boolean; geometry: Geometry}>([
  {precision: 'float32', taps: true, geometry: {size: 3, kernel: 3, stride: 1, pad: 'same'}},
  {precision: 'float32', taps: true, geometry: {size: 8, kernel: 3, stride: 2, pad: 'valid'}},
  {precision: 'float32', taps: false, geometry: {size: 9, kernel: 3, stride: 1, pad: 'same'}},
  {precision: 'float32', taps: false, geometry: {size: 3, kernel: 1, stride: 1, pad: 'same'}},
  {precision: 'bfloat16', taps: true, geometry: {size: 6, kernel: 3, stride: 1, pad: 'same', channels: 128}},
  {precision: 'bfloat16', taps: false, geometry: {size: 6, kernel: 3, stride: 1, pad: 'same'}},
  {precision: 'bfloat16', taps: true, geometry: {size: 2, kernel: 5, stride: 1, pad: 'same'}},
  {precision: 'bfloat16', taps: true, geometry: {size: 8, kernel: 5, stride: 1, pad: 'valid'}},
  {precision: 'bfloat16', taps: true, geometry: {size: 13, kernel: 3, stride: 2, pad: 'valid'}},
  {precision: 'bfloat16', taps: true, geometry: {size: 14, kernel: 3, stride: 3, pad: 'valid'}},
  {precision: 'bfloat16', taps: false, geometry: {size: 7, kernel: 3, stride: 2, pad: 'same'}},
  {precision: 'bfloat16', taps: false, geometry: {size: 14, kernel: 3, stride: 1, pad: 'same'}},
])('$precision, $geometry', ({precision, taps, geometry: {size, kernel, stride, pad, channels = 5}}) => {
  const [images, filters] = [2, 7];
  const map = pad === 'same' ? Math.ceil(size / stride) : Math.floor((size - kernel) / stride) + 1;
  const shapes = {
    image: [images, size, size, channels],
    gradient: [images, map, map, filters],
    filter: [kernel, kernel, channels, filters],
  } as const;

  const inPrecision = (one: Attribute) => (one.name === 'T' ? attribute.type('T', precision) : one);

  test(taps ? 'goes tap by tap' : 'stays', () => {
    const padding = pad === 'same' ? 'SAME' : 'VALID';
    const recorded: GraphNode[] = [
      placeholder('image', shapes.image, 1),
      placeholder('gradient', shapes.gradient, 1),
      constant('sizes', [4], 3, Int32Array.from(shapes.filter)),
      {
        name: 'weights',
        op: 'Conv2DBackpropFilter',
        inputs: ['image', 'sizes', 'gradient'],
        attributes: convolutionAttributes({padding, strides: [1, stride, stride, 1]}).map(inPrecision),
        shapes: [shapes.filter],
      },
      {name: 'used', op: 'Neg', inputs: ['weights'], attributes: [attribute.type('T', 'float32')]},
    ];
    const nodes = fastWeightGradients(recorded);
    expect(nodes.filter(({op}) => op === 'MatMul')).toHaveLength(taps ? kernel * kernel : 0);
    expect(nodes.some(({op}) => op === 'Conv2DBackpropFilter')).toBe(!taps);
    expect(nodes.filter(({name}) => name === 'weights')).toHaveLength(1);
    expect(nodes.at(-1)).toEqual(recorded.at(-1));
  });

  test('has the values of the gradient', async () => {
    const x = tf.randomNormal([...shapes.image], 0, 1, 'float32', 1) as tf.Tensor4D;
    const w = tf.randomNormal([...shapes.filter], 0, 1, 'float32', 2) as tf.Tensor4D;
    const step = (x: tf.Tensor, w: tf.Tensor) => [
      tf.grad(w => tf.sum(tf.square(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad))))(w),
    ];
    const [expected] = step(x, w);
    const compiled = engine.compile(step as Parameters<typeof engine.compile>[0], {variables: [], precision});
    const [actual] = await compiled.run(x, w);
    const scale = tf.max(tf.abs(expected!)).dataSync()[0]!;
    const difference = tf.max(tf.abs(tf.sub(actual!, expected!))).dataSync()[0]!;
    expect(actual!.dtype).toBe('float32');
    expect(difference / scale).toBeLessThan(precision === 'float32' ? 1e-6 : 2e-2);
    compiled.dispose();
    tf.dispose([x, w, expected!, actual!]);
  });
});
