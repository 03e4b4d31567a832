import {type Attribute, AttributeType} from '../binding/attributes.js';
import type {Binding} from '../binding/binding.js';
import {DType} from '../binding/dtypes.js';
import type {Precision} from '../compile/record-step.js';

/** How to measure. */
export interface MatrixPeakOptions {
  /** Default `float32`. */
  readonly precision?: Precision;
  /** For how long to repeat each product, in seconds. Default 1. */
  readonly seconds?: number;
  /** Edges of the square matrices. Default 512 to 4096, on GPUs 1024 to 8192. */
  readonly edges?: readonly number[];
}

/** How fast one product of matrices is, or one convolution. */
export interface ProductSpeed {
  /** As `1024 x 1024 x 1024`, or `3x3, 256 to 256 channels, 16 maps of 14x14`. */
  readonly what: string;
  readonly kind: 'matrix' | 'convolution';
  /** Multiplications and additions a second, at best, in 10^9. */
  readonly gigaflops: number;
}

interface Product {
  readonly kind: ProductSpeed['kind'];
  readonly what: string;
  readonly shapes: readonly [number[], number[]];
  /** Multiplications and additions. */
  readonly operations: number;
}

/** Edges of square matrices; GPUs take the last to fill them. */
const EDGES = {CPU: [512, 1024, 2048, 4096], GPU: [1024, 2048, 4096, 8192]} as const;

/** 3x3 convolutions of the stages of ResNets: size of the map, channels; so many images at once. */
const STAGES = [
  [56, 64],
  [28, 128],
  [14, 256],
  [7, 512],
] as const;
const IMAGES = {CPU: 16, GPU: 128} as const;

/**
 * What this machine multiplies at best: square matrices of several sizes, and the convolutions of residual networks. The
 * greatest of the speeds is the peak that a training step can be held against.
 */
export function matrixPeak(
  binding: Binding,
  {precision = 'float32', seconds = 1, edges}: MatrixPeakOptions = {},
): ProductSpeed[] {
  const place = binding.isUsingGpuDevice() ? 'GPU' : 'CPU';
  const products = [
    ...(edges ?? EDGES[place]).map(squareMatrices),
    ...STAGES.map(([size, channels]) => convolution(size, channels, IMAGES[place])),
  ];
  return products.map(product => {
    const {what, kind, operations} = product;
    return {what, kind, gigaflops: operations / shortest(binding, product, {precision, seconds}) / 1e9};
  });
}

function squareMatrices(edge: number): Product {
  const shape = [edge, edge];
  return {kind: 'matrix', what: `${edge} x ${edge} x ${edge}`, shapes: [shape, shape], operations: 2 * edge ** 3};
}

function convolution(size: number, channels: number, images: number): Product {
  return {
    kind: 'convolution',
    what: `3x3, ${channels} to ${channels} channels, ${images} maps of ${size}x${size}`,
    shapes: [
      [images, size, size, channels],
      [3, 3, channels, channels],
    ],
    operations: 2 * images * size * size * 9 * channels * channels,
  };
}

/** Seconds that a product takes at best. */
function shortest(
  binding: Binding,
  {kind, shapes}: Product,
  {precision, seconds}: Required<Omit<MatrixPeakOptions, 'edges'>>,
): number {
  const dtype = DType[precision];
  const factors = shapes.map(shape => random(binding, shape, dtype));
  const [operation, attributes] = kind === 'matrix' ? matMul(dtype) : conv2d(dtype);
  const time = () => {
    const start = performance.now();
    const [product] = binding.executeOp(operation, attributes, factors, 1);
    // A GPU is only done when something of its result is there.
    if (binding.isUsingGpuDevice()) readFirst(binding, product!.id, shapes[0].length, dtype);
    const duration = (performance.now() - start) / 1000;
    binding.deleteTensor(product!.id);
    return duration;
  };
  try {
    time();
    let least = time();
    const end = performance.now() + seconds * 1000;
    while (performance.now() < end) least = Math.min(least, time());
    return least;
  } finally {
    for (const id of factors) binding.deleteTensor(id);
  }
}

function random(binding: Binding, shape: readonly number[], dtype: number): number {
  const size = binding.createTensor([shape.length], DType.int32, shape);
  const attributes: Attribute[] = [
    type('dtype', DType.float32),
    type('T', DType.int32),
    {name: 'seed', type: AttributeType.int, value: 1},
    {name: 'seed2', type: AttributeType.int, value: 1},
  ];
  const [values] = binding.executeOp('RandomUniform', attributes, [size], 1);
  binding.deleteTensor(size);
  if (dtype === DType.float32) return values!.id;
  const cast = [type('SrcT', DType.float32), type('DstT', dtype), bool('Truncate', false)];
  const [narrow] = binding.executeOp('Cast', cast, [values!.id], 1);
  binding.deleteTensor(values!.id);
  return narrow!.id;
}

function matMul(dtype: number): [string, Attribute[]] {
  return ['MatMul', [type('T', dtype), bool('transpose_a', false), bool('transpose_b', false)]];
}

function conv2d(dtype: number): [string, Attribute[]] {
  const ones = [1, 1, 1, 1];
  return [
    'Conv2D',
    [
      type('T', dtype),
      {name: 'strides', type: AttributeType.int, value: ones},
      {name: 'dilations', type: AttributeType.int, value: ones},
      {name: 'padding', type: AttributeType.string, value: 'SAME'},
      {name: 'data_format', type: AttributeType.string, value: 'NHWC'},
      bool('use_cudnn_on_gpu', true),
    ],
  ];
}

function readFirst(binding: Binding, id: number, rank: number, dtype: number): void {
  const bounds = [0, 1].map(value => binding.createTensor([rank], DType.int32, Array(rank).fill(value)));
  const [first] = binding.executeOp('Slice', [type('T', dtype), type('Index', DType.int32)], [id, ...bounds], 1);
  binding.tensorDataSync(first!.id);
  for (const tensor of [...bounds, first!.id]) binding.deleteTensor(tensor);
}

function type(name: string, value: number): Attribute {
  return {name, type: AttributeType.type, value};
}

function bool(name: string, value: boolean): Attribute {
  return {name, type: AttributeType.bool, value};
}
