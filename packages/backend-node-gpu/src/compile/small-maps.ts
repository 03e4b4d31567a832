import type {GraphNode} from './graph.js';
import {NodeWriter} from './node-writer.js';
import type {ConvolutionKernels} from './processor.js';
import {shapesOf} from './shapes.js';

/** From here on the width of a map is long enough for oneDNN's kernels. */
const LARGEST_MAP = 5;

/** With fewer channels, moving the values costs what is won. */
const FEWEST_CHANNELS = 256;

/**
 * Computes convolutions over small maps, and their input gradients, with the images of a batch side by side in one wide
 * map: up to twice as fast with AVX-512, whose kernels work along a map's width. A batch of maps becomes `[1, height, width *
 * batch, channels]`; neighbours in the width are `batch` columns apart then, which is the filter's dilation.
 * docs/performance.md has the figures.
 */
export function wideSmallMaps(nodes: readonly GraphNode[], kernels: ConvolutionKernels): GraphNode[] {
  if (kernels !== 'avx512') return [...nodes];
  const shapeOf = shapesOf(nodes);
  return nodes.flatMap(node => {
    const isGradient = node.op === 'Conv2DBackpropInput';
    if (!isGradient && node.op !== 'Conv2D') return node;
    const [map, filter] = [shapeOf(node.inputs[isGradient ? 2 : 0]!), shapeOf(node.inputs[1]!)];
    if (!map || !filter || !isSame(node) || !isFasterWide(map, filter)) return node;
    const isGrouped = (isGradient ? shapeOf(node.name) : map)?.[3] !== filter[2];
    if (isGrouped) return node;
    return isGradient ? wideGradient(node, {map, filter}) : wideConvolution(node, {map, filter});
  });
}

interface Shapes {
  readonly map: readonly number[];
  readonly filter: readonly number[];
}

function isFasterWide(
  [batch, height, width]: readonly number[],
  [rows, columns, input, output]: readonly number[],
): boolean {
  const isSmall = height! <= LARGEST_MAP && width! <= LARGEST_MAP && batch! >= 4;
  return isSmall && rows! * columns! > 1 && input! >= FEWEST_CHANNELS && output! >= FEWEST_CHANNELS;
}

/** Whether the maps before and behind a convolution are of one size. */
function isSame({attributes}: GraphNode): boolean {
  const wanted = {strides: '1,1,1,1', dilations: '1,1,1,1', data_format: 'NHWC', padding: 'SAME'};
  return Object.entries(wanted).every(([name, value]) =>
    attributes.some(attribute => attribute.name === name && String(attribute.value) === value),
  );
}

function wideConvolution(node: GraphNode, {map, filter}: Shapes): readonly GraphNode[] {
  const [images, weights] = node.inputs as [string, string];
  const write = new NodeWriter(node);
  const dilations = [1, 1, map[0]!, 1];
  const wide = write.like('Conv2D', [sideBySide(write, images, map), weights], {dilations});
  return write.end(apart(write, wide, [...map.slice(0, 3), filter[3]!]));
}

function wideGradient(node: GraphNode, {map, filter}: Shapes): readonly GraphNode[] {
  const [, weights, slopes] = node.inputs as [string, string, string];
  const write = new NodeWriter(node);
  const [batch, height, width] = map as [number, number, number];
  const input = [batch, height, width, filter[2]!];
  const sizes = write.numbers([1, height, width * batch, filter[2]!]);
  const wide = write.like('Conv2DBackpropInput', [sizes, weights, sideBySide(write, slopes, map)], {
    dilations: [1, 1, batch, 1],
  });
  return write.end(apart(write, wide, input));
}

/** Maps `[batch, height, width, channels]` as `[1, height, width * batch, channels]`. */
function sideBySide(write: NodeWriter, maps: string, shape: readonly number[]): string {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  return write.reshape(write.transpose(maps, [1, 2, 0, 3]), [1, height, width * batch, channels]);
}

/** The other way: `shape` is that of the maps. */
function apart(write: NodeWriter, wide: string, shape: readonly number[]): string {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  return write.transpose(write.reshape(wide, [height, width, batch, channels]), [2, 0, 1, 3]);
}
