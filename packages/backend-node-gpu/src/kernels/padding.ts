import {
  type backend_util,
  dispose,
  scalar,
  type Tensor,
  type TensorInfo,
  tensor1d,
  tensor2d,
} from '@tensorflow/tfjs-core';
import type {NodeBackend} from '../tfjs-node/backend.js';
import {attribute} from './attributes.js';

/** What padding needs to know of a convolution or a pooling. */
type Geometry = Pick<
  backend_util.Conv2DInfo,
  'padInfo' | 'strideHeight' | 'strideWidth' | 'filterHeight' | 'filterWidth' | 'dilationHeight' | 'dilationWidth'
>;

/** How an operation pads: by TensorFlow's own rule, or before it, with the operation itself VALID. */
export interface Padding {
  readonly rule: 'SAME' | 'VALID';
  /** Rows and columns to add before the operation. */
  readonly before?: {readonly top: number; readonly bottom: number; readonly left: number; readonly right: number};
}

/**
 * Padding without EXPLICIT, which TensorFlow's gradients reject and its CPU kernels run up to ten times slower. An odd
 * window at stride 1 padded by half its size is SAME; everything else is padded first.
 */
export function paddingOf(geometry: Geometry): Padding {
  const {type, top, bottom, left, right} = geometry.padInfo;
  if (type === 'SAME' || type === 'VALID') return {rule: type};
  const half = (filter: number, dilation: number) => ((filter - 1) * dilation) / 2;
  const isSame =
    geometry.strideHeight === 1 &&
    geometry.strideWidth === 1 &&
    [top, bottom].every(side => side === half(geometry.filterHeight, geometry.dilationHeight)) &&
    [left, right].every(side => side === half(geometry.filterWidth, geometry.dilationWidth));
  return isSame ? {rule: 'SAME'} : {rule: 'VALID', before: {top, bottom, left, right}};
}

/** Runs `operation` on `x` padded with `value`, or on `x` itself where nothing is to be padded first. */
export function withPadding(
  backend: NodeBackend,
  x: TensorInfo,
  {before}: Padding,
  value: number,
  operation: (x: TensorInfo) => Tensor,
): Tensor {
  if (!before) return operation(x);
  const {top, bottom, left, right} = before;
  const paddings = tensor2d([0, 0, top, bottom, left, right, 0, 0], [4, 2], 'int32');
  const constant = scalar(value);
  const attributes = [attribute.type('T', 'float32'), attribute.type('Tpaddings', 'int32')];
  const padded = backend.executeSingleOutput('PadV2', attributes, [x, paddings, constant]);
  const result = operation(padded);
  dispose([paddings, constant, padded]);
  return result;
}

/** `gradient`, of a padded tensor, without the padding: `shape` is that of the tensor before it was padded. */
export function withoutPadding(backend: NodeBackend, gradient: Tensor, {before}: Padding, shape: number[]): Tensor {
  if (!before) return gradient;
  const begin = tensor1d([0, before.top, before.left, 0], 'int32');
  const size = tensor1d(shape, 'int32');
  const attributes = [attribute.type('T', 'float32'), attribute.type('Index', 'int32')];
  const inner = backend.executeSingleOutput('Slice', attributes, [gradient, begin, size]);
  dispose([gradient, begin, size]);
  return inner;
}
