import * as tf from '@tensorflow/tfjs';
import {beforeAll, describe, expect, test} from 'vitest';
import {type TensorFlowEngine, tensorflow} from '../engine.js';
import {attribute} from '../kernels/attributes.js';
import {convolutionAttributes} from '../kernels/conv2d.js';
import {relativeError} from '../testing/relative-error.js';
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
  /** Zeros around the image, where it is not `same` or `valid`. */
  pad: 'same' | 'valid' | number;
  /** Default 4. */
  images?: number;
  /** Default 128. */
  channels?: number;
  /** Default 64. */
  filters?: number;
}

/** The sum of each way is that of the gradient as TensorFlow computes it, for the shapes that choose it. */
describe.each<{
  precision: Precision;
  way: 'Conv2D' | 'MatMul' | 'Conv2DBackpropFilter';
  times?: number;
  geometry: Geometry;
}>([
  {precision: 'float32', way: 'Conv2D', geometry: {size: 3, kernel: 3, stride: 1, pad: 'same'}},
  {precision: 'float32', way: 'Conv2D', geometry: {size: 8, kernel: 3, stride: 2, pad: 1}},
  {precision: 'float32', way: 'Conv2D', geometry: {size: 9, kernel: 5, stride: 3, pad: 2, images: 5}},
  {precision: 'float32', way: 'Conv2D', geometry: {size: 8, kernel: 3, stride: 2, pad: 'same'}},
  {precision: 'float32', way: 'Conv2D', geometry: {size: 3, kernel: 3, stride: 1, pad: 'same', images: 65}},
  {
    precision: 'float32',
    way: 'Conv2DBackpropFilter',
    geometry: {size: 5, kernel: 3, stride: 1, pad: 'same', images: 65},
  },
  {
    precision: 'float32',
    way: 'Conv2DBackpropFilter',
    geometry: {size: 5, kernel: 3, stride: 1, pad: 'same', images: 17, channels: 64},
  },
  {
    precision: 'float32',
    way: 'Conv2DBackpropFilter',
    geometry: {size: 5, kernel: 3, stride: 1, pad: 'same', filters: 7},
  },
  {
    precision: 'float32',
    way: 'Conv2DBackpropFilter',
    geometry: {size: 5, kernel: 3, stride: 1, pad: 'same', images: 3},
  },
  {precision: 'float32', way: 'Conv2DBackpropFilter', geometry: {size: 8, kernel: 3, stride: 2, pad: 'valid'}},
  {
    precision: 'float32',
    way: 'MatMul',
    geometry: {size: 5, kernel: 1, stride: 1, pad: 'valid', images: 2, channels: 3},
  },
  {precision: 'float32', way: 'Conv2DBackpropFilter', geometry: {size: 5, kernel: 1, stride: 2, pad: 'valid'}},
  {precision: 'bfloat16', way: 'Conv2D', geometry: {size: 6, kernel: 3, stride: 1, pad: 'same'}},
  {precision: 'bfloat16', way: 'Conv2D', geometry: {size: 6, kernel: 3, stride: 1, pad: 'same', channels: 64}},
  {precision: 'bfloat16', way: 'Conv2D', geometry: {size: 7, kernel: 5, stride: 2, pad: 2, images: 5}},
  {precision: 'bfloat16', way: 'Conv2DBackpropFilter', geometry: {size: 57, kernel: 3, stride: 1, pad: 'same'}},
  {precision: 'bfloat16', way: 'Conv2D', times: 3, geometry: {size: 5, kernel: 3, stride: 1, pad: 'same', images: 70}},
  {
    precision: 'bfloat16',
    way: 'Conv2D',
    geometry: {size: 25, kernel: 3, stride: 2, pad: 1, images: 100, channels: 64},
    times: 4,
  },
  {precision: 'bfloat16', way: 'Conv2DBackpropFilter', geometry: {size: 5, kernel: 1, stride: 2, pad: 'valid'}},
  {precision: 'bfloat16', way: 'Conv2DBackpropFilter', geometry: {size: 6, kernel: 1, stride: 2, pad: 'same'}},
  {precision: 'bfloat16', way: 'MatMul', geometry: {size: 14, kernel: 1, stride: 1, pad: 'same', images: 2}},
  {
    precision: 'bfloat16',
    way: 'Conv2DBackpropFilter',
    geometry: {size: 15, kernel: 1, stride: 1, pad: 'same', images: 2},
  },
])('$precision, $way, $geometry', ({precision, way, times = 1, geometry}) => {
  const {size, kernel, stride, pad, images = 4, channels = 128, filters = 64} = geometry;
  const shape: [number, number, number, number] = [images, size, size, channels];
  const filter: [number, number, number, number] = [kernel, kernel, channels, filters];

  test('has the values of the gradient', async () => {
    const x = tf.randomNormal(shape, 0, 1, 'float32', 1) as tf.Tensor4D;
    const w = tf.randomNormal(filter, 0, 1, 'float32', 2);
    const rounding = typeof pad === 'number' ? 'floor' : undefined;
    const convolve = (w: tf.Tensor) => tf.conv2d(x, w as tf.Tensor4D, stride, pad, 'NHWC', 1, rounding);
    const step = (w: tf.Tensor) => [tf.grad(w => tf.sum(tf.square(convolve(w))))(w)];
    const [expected] = step(w);
    const compiled = engine.compile(step as Parameters<typeof engine.compile>[0], {variables: [], precision});
    const [actual] = await compiled.run(w);
    expect(actual!.dtype).toBe('float32');
    expect(relativeError(actual!, expected!)).toBeLessThan(precision === 'float32' ? 1e-6 : 2e-2);
    compiled.dispose();
    tf.dispose([x, w, expected!, actual!]);
  });

  test(`becomes ${way}`, () => {
    const nodes = fastWeightGradients(recorded(), 'avx512');
    const found = nodes.map(({op}) => op).filter(op => ['Conv2D', 'MatMul', 'Conv2DBackpropFilter'].includes(op));
    expect(found).toEqual(Array(times).fill(way));
    expect(nodes.filter(({name}) => name === 'weights')).toHaveLength(1);
    expect(nodes.at(-1)).toEqual(recorded().at(-1));
  });

  /** The gradient as it is recorded: a padding in numbers is an operation before it. */
  function recorded(): GraphNode[] {
    const isPadded = typeof pad === 'number';
    const padded = size + (isPadded ? 2 * pad : 0);
    const map = pad === 'same' ? Math.ceil(size / stride) : Math.floor((padded - kernel) / stride) + 1;
    const type = attribute.type('T', precision);
    const rule = {padding: pad === 'same' ? 'SAME' : 'VALID', strides: [1, stride, stride, 1]} as const;
    const zeros = (pad: number): GraphNode[] => [
      constant('around', [4, 2], 3, Int32Array.of(0, 0, pad, pad, pad, pad, 0, 0)),
      constant('zero', [], 1, Float32Array.of(0)),
      {
        name: 'padded',
        op: 'PadV2',
        inputs: ['image', 'around', 'zero'],
        attributes: [type],
        shapes: [[images, padded, padded, channels]],
      },
    ];
    return [
      placeholder('image', shape, 1),
      ...(isPadded ? zeros(pad) : []),
      placeholder('gradient', [images, map, map, filters], 1),
      constant('sizes', [4], 3, Int32Array.from(filter)),
      {
        name: 'weights',
        op: 'Conv2DBackpropFilter',
        inputs: [isPadded ? 'padded' : 'image', 'sizes', 'gradient'],
        attributes: convolutionAttributes({...rule, strides: [...rule.strides]}).map(one =>
          one.name === 'T' ? type : one,
        ),
        shapes: [filter],
      },
      {name: 'used', op: 'Neg', inputs: ['weights'], attributes: [attribute.type('T', 'float32')]},
    ];
  }
});

test('an image padded with other values than zero stays padded', () => {
  const nodes: GraphNode[] = [
    placeholder('image', [4, 8, 8, 128], 1),
    constant('around', [4, 2], 3, Int32Array.of(0, 0, 1, 0, 1, 0, 0, 0)),
    constant('one', [], 1, Float32Array.of(1)),
    {name: 'padded', op: 'PadV2', inputs: ['image', 'around', 'one'], attributes: [], shapes: [[4, 9, 9, 128]]},
    placeholder('gradient', [4, 4, 4, 64], 1),
    constant('sizes', [4], 3, Int32Array.of(3, 3, 128, 64)),
    {
      name: 'weights',
      op: 'Conv2DBackpropFilter',
      inputs: ['padded', 'sizes', 'gradient'],
      attributes: convolutionAttributes({padding: 'VALID', strides: [1, 2, 2, 1]}),
      shapes: [[3, 3, 128, 64]],
    },
  ];
  const turned = fastWeightGradients(nodes, 'avx512').find(({op}) => op === 'Transpose');
  expect(turned?.inputs[0]).toBe('padded');
});

describe('with kernels of other kinds', () => {
  const gradient = (map: number, channels: number): GraphNode[] => [
    placeholder('image', [4, map, map, channels], 1),
    placeholder('gradient', [4, map, map, channels], 1),
    constant('sizes', [4], 3, Int32Array.of(3, 3, channels, channels)),
    {
      name: 'weights',
      op: 'Conv2DBackpropFilter',
      inputs: ['image', 'sizes', 'gradient'],
      attributes: convolutionAttributes({padding: 'SAME'}),
      shapes: [[3, 3, channels, channels]],
    },
  ];

  test.each([
    {kernels: 'onednn', map: 4, channels: 256, becomes: 'Conv2D'},
    {kernels: 'onednn', map: 5, channels: 256, becomes: 'Conv2DBackpropFilter'},
    {kernels: 'onednn', map: 4, channels: 128, becomes: 'Conv2DBackpropFilter'},
    {kernels: 'others', map: 4, channels: 256, becomes: 'Conv2DBackpropFilter'},
  ] as const)('$kernels, $map x $map, $channels channels: $becomes', ({kernels, map, channels, becomes}) => {
    const nodes = fastWeightGradients(gradient(map, channels), kernels);
    expect(nodes.find(({op}) => op.startsWith('Conv2D'))?.op).toBe(becomes);
  });
});
