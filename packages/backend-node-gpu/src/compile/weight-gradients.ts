import {DType} from '../binding/dtypes.js';
import type {GraphNode} from './graph.js';
import {NodeWriter} from './node-writer.js';
import {unpaddedSource} from './padding.js';
import type {ConvolutionKernels} from './processor.js';
import {shapesOf} from './shapes.js';

/** Of larger maps nothing was measured. */
const MOST_POSITIONS = 56 ** 2;

/** More images than `most` outgrow the caches on larger maps; they are taken by `each`. */
const IMAGES = {most: 64, each: 32};

type Shape4D = readonly [number, number, number, number];

/** Of rows or columns: how far the filter moves, and the zeros that are thought before the image and behind it. */
interface Axis {
  readonly stride: number;
  readonly before: number;
  /** Less than none where the filter does not reach the end of the image. */
  readonly after: number;
}

/** A weight gradient, which sums over all positions of all images. */
interface WeightGradient {
  readonly node: GraphNode;
  readonly source: string;
  /** `[batch, height, width, in]` of `source`. */
  readonly image: Shape4D;
  /** `[batch, height, width, out]` of the gradient that comes in. */
  readonly map: Shape4D;
  /** `[height, width, in, out]` */
  readonly filter: Shape4D;
  readonly rows: Axis;
  readonly columns: Axis;
}

/**
 * Computes weight gradients in ways that are up to four times as fast on CPUs as `Conv2DBackpropFilter`, which lays images
 * and gradients out anew for every 16 by 16 channels where TensorFlow's threads are in use: the same sums up to rounding.
 * docs/performance.md has the figures.
 */
export function fastWeightGradients(nodes: readonly GraphNode[], kernels: ConvolutionKernels): GraphNode[] {
  if (kernels === 'others') return [...nodes];
  const shapeOf = shapesOf(nodes);
  const unpaddedOf = unpaddedSource(nodes);
  return nodes.flatMap(node => {
    const gradient = weightGradient(node, {shapeOf, unpaddedOf});
    if (!gradient) return node;
    if (kernels === 'avx512' && isFasterAsProduct(gradient)) return asProduct(gradient);
    return isFasterAsConvolution(gradient, kernels) ? asConvolution(gradient) : node;
  });
}

/** What was found faster by a product of matrices, of kernels of one weight that meet every position. */
function isFasterAsProduct({node, image, map, filter}: WeightGradient): boolean {
  const meetsAll = filter[0] === 1 && filter[1] === 1 && image[1] === map[1] && image[2] === map[2];
  return meetsAll && (!isNarrow(node) || map[1] * map[2] <= 196);
}

/** What was found faster by a convolution. The choice is by shape alone, so that a run repeats bit for bit. */
function isFasterAsConvolution(
  {node, map, filter, rows, columns}: WeightGradient,
  kernels: ConvolutionKernels,
): boolean {
  const [batch, height, width, filters] = map;
  const [kernelHeight, kernelWidth, channels] = filter;
  if (batch < 4 || rows.after < 0 || columns.after < 0) return false;
  if (kernelHeight * kernelWidth === 1) return false;
  const positions = height * width;
  if (channels < 64 || filters < 64 || positions > MOST_POSITIONS) return false;
  if (kernels === 'onednn') return channels >= 256 && positions <= 16;
  if (isNarrow(node)) return channels >= 128 || rows.stride > 1 || batch * positions <= 2 ** 14;
  return batch <= 16 || (channels >= 128 && (batch <= IMAGES.most || positions <= 16));
}

function isNarrow({attributes}: GraphNode): boolean {
  return attributes.some(({name, value}) => name === 'T' && value === DType.bfloat16);
}

/** `[in, positions]` times `[positions, out]`. */
function asProduct({node, source, map: [batch, height, width, filters], filter}: WeightGradient): readonly GraphNode[] {
  const write = new NodeWriter(node);
  const positions = batch * height * width;
  const images = write.reshape(source, [positions, filter[2]]);
  const slopes = write.reshape(node.inputs[2]!, [positions, filters]);
  return write.end(write.reshape(write.matMul(images, slopes, {transposeLeft: true}), filter));
}

/**
 * The gradient slides over the image as a filter would, and what it meets at each place is the sum of a weight. Images take
 * the place of channels, and the channels of the image lie side by side in its width, so that one row of the filter's
 * weights is one long row of results: a convolution of `[1, height, width * in, batch]` by `[height, width, batch, out]`.
 */
function asConvolution(gradient: WeightGradient): readonly GraphNode[] {
  const {node, source, image, map, filter} = gradient;
  const write = new NodeWriter(node);
  const slopes = node.inputs[2]!;
  const sums = imagesIn(map).map(({first, count, isAll}) => {
    const part = (input: string, [, ...rest]: Shape4D) =>
      isAll ? input : write.slice(input, [first, 0, 0, 0], [count, ...rest]);
    return convolved(write, {...gradient, count, images: part(source, image), slopes: part(slopes, map)});
  });
  return write.end(write.reshape(sums.length > 1 ? write.sum(sums) : sums[0]!, filter));
}

/** Which images are taken at a time. */
function imagesIn([batch, height, width]: Shape4D): {first: number; count: number; isAll: boolean}[] {
  const isWhole = batch <= IMAGES.most || height * width <= 16;
  const parts = isWhole ? 1 : Math.ceil(batch / IMAGES.each);
  return Array.from({length: parts}, (_, i) => {
    const first = Math.floor((i * batch) / parts);
    return {first, count: Math.floor(((i + 1) * batch) / parts) - first, isAll: parts === 1};
  });
}

/** `[1, kernel height, kernel width * in, out]` from `count` images and their gradients. */
function convolved(
  write: NodeWriter,
  {image, rows, columns, count, images, slopes}: WeightGradient & {count: number; images: string; slopes: string},
): string {
  const [, height, width, channels] = image;
  const wide = write.reshape(write.transpose(images, [1, 2, 3, 0]), [1, height, width * channels, count]);
  const padding = [rows.before, rows.after, columns.before * channels, columns.after * channels];
  return write.like('Conv2D', [wide, write.transpose(slopes, [1, 2, 0, 3])], {
    strides: [1, 1, 1, 1],
    dilations: [1, rows.stride, columns.stride * channels, 1],
    padding: 'EXPLICIT',
    explicit_paddings: [0, 0, ...padding, 0, 0],
  });
}

/** The gradient that a node computes, if it is one of whole channels, without dilation, channels last. */
function weightGradient(
  node: GraphNode,
  {shapeOf, unpaddedOf}: {shapeOf: ReturnType<typeof shapesOf>; unpaddedOf: ReturnType<typeof unpaddedSource>},
): WeightGradient | undefined {
  if (node.op !== 'Conv2DBackpropFilter') return undefined;
  const [strides, dilations, format, padding] = ['strides', 'dilations', 'data_format', 'padding'].map(
    wanted => node.attributes.find(({name}) => name === wanted)?.value,
  );
  const unpadded = padding === 'VALID' ? unpaddedOf(node.inputs[0]!) : undefined;
  const {source, top, left} = unpadded ?? {source: node.inputs[0]!, top: 0, left: 0};
  const [image, map, filter] = [shapeOf(source), shapeOf(node.inputs[2]!), node.shapes?.[0]] as (Shape4D | undefined)[];
  if (!image || !map || !filter) return undefined;
  if (filter[2] !== image[3] || format !== 'NHWC' || String(dilations) !== '1,1,1,1') return undefined;

  function axis(at: 1 | 2, paddedBefore: number): Axis {
    const stride = (strides as number[])[at]!;
    const missing = stride * (map![at] - 1) + filter![at - 1]! - image![at];
    const before = padding === 'SAME' ? Math.floor(Math.max(0, missing) / 2) : paddedBefore;
    return {stride, before, after: missing - before};
  }

  return {node, source, image, map, filter, rows: axis(1, top), columns: axis(2, left)};
}
