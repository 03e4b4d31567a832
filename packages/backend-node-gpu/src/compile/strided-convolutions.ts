import {type Attribute, AttributeType} from '../binding/attributes.js';
import type {GraphNode} from './graph.js';
import {NodeWriter} from './node-writer.js';
import type {ConvolutionKernels} from './processor.js';
import {shapesOf} from './shapes.js';

/** A convolution of one weight for each pair of channels that does not meet every position, or one of its gradients. */
interface StridedConvolution {
  readonly node: GraphNode;
  readonly strides: readonly number[];
}

/**
 * Picks the positions that a convolution of one weight with a stride meets, before it, so that it meets all: oneDNN's
 * kernels are slower with a stride, and the weight gradient takes the same positions. docs/performance.md has the figures.
 */
export function withoutStrides(nodes: readonly GraphNode[], kernels: ConvolutionKernels): GraphNode[] {
  if (kernels === 'others') return [...nodes];
  const shapeOf = shapesOf(nodes);
  /** The node that picks from an image, by the image's name and the strides. */
  const picked = new Map<string, string>();

  /** The node over what is picked from its first input, with the one that picks where there is none yet. */
  function overPicked({node, strides}: StridedConvolution): GraphNode[] {
    const [image, ...others] = node.inputs as [string, ...string[]];
    const key = `${image} ${strides}`;
    const known = picked.get(key);
    const picking = known === undefined ? pickingNode({node, strides}, image, shapeOf(image)!) : undefined;
    const name = known ?? picking!.name;
    picked.set(key, name);
    const meetingAll = {...node, inputs: [name, ...others], attributes: withoutStride(node)};
    return picking ? [picking, meetingAll] : [meetingAll];
  }

  return nodes.flatMap(node => {
    const strides = stridesOf(node);
    if (!strides) return node;
    const isWeightGradient = node.op === 'Conv2DBackpropFilter';
    const [rows, columns] = (isWeightGradient ? node.shapes?.[0] : shapeOf(node.inputs[1]!)) ?? [];
    if (rows !== 1 || columns !== 1) return node;
    if (node.op === 'Conv2D' || isWeightGradient) return shapeOf(node.inputs[0]!) ? overPicked({node, strides}) : node;
    const [slopes, image] = [shapeOf(node.inputs[2]!), node.shapes?.[0]];
    if (!slopes || !image || [1, 2].some(axis => image[axis] !== slopes[axis]! * strides[axis]!)) return node;
    return spread({node, strides}, slopes, image);
  });
}

/** How far the filter moves, of a convolution with channels last that moves further than one. */
function stridesOf({op, attributes}: GraphNode): readonly number[] | undefined {
  if (!/^Conv2D(BackpropInput|BackpropFilter)?$/.test(op)) return undefined;
  const attribute = (wanted: string) => attributes.find(({name}) => name === wanted)?.value;
  const strides = attribute('strides') as readonly number[];
  const isPlain = attribute('data_format') === 'NHWC' && attribute('padding') !== 'EXPLICIT';
  return isPlain && strides.some(stride => stride > 1) ? strides : undefined;
}

function withoutStride({attributes}: GraphNode): Attribute[] {
  return attributes.map(attribute => (attribute.name === 'strides' ? {...attribute, value: [1, 1, 1, 1]} : attribute));
}

/** A mean of one value each: oneDNN is faster at that than TensorFlow's slices. */
function pickingNode({node, strides}: StridedConvolution, image: string, shape: readonly number[]): GraphNode {
  return {
    name: `${node.name}/picked`,
    op: 'AvgPool',
    inputs: [image],
    attributes: [
      node.attributes.find(({name}) => name === 'T')!,
      {name: 'ksize', type: AttributeType.int, value: [1, 1, 1, 1]},
      {name: 'strides', type: AttributeType.int, value: strides},
      {name: 'padding', type: AttributeType.string, value: 'VALID'},
      {name: 'data_format', type: AttributeType.string, value: 'NHWC'},
    ],
    shapes: [shape.map((size, axis) => Math.ceil(size / strides[axis]!))],
  };
}

/** The input gradient at the positions that are met, of the shape `slopes`, with zeros laid between them. */
function spread(
  {node, strides: [, down, across]}: StridedConvolution,
  [batch, rows, columns]: readonly number[],
  image: readonly number[],
): readonly GraphNode[] {
  const write = new NodeWriter(node);
  const channels = image[3]!;
  const sizes = write.numbers([batch!, rows!, columns!, channels]);
  const met = write.like('Conv2DBackpropInput', [sizes, ...node.inputs.slice(1)], {strides: [1, 1, 1, 1]});
  // The zeros right of a position lengthen it, and those below its row are another row.
  const apart = write.reshape(met, [batch! * rows!, 1, columns!, channels]);
  const padded = write.pad(apart, [0, 0, 0, down! - 1, 0, 0, 0, (across! - 1) * channels]);
  return write.end(write.reshape(padded, image));
}
