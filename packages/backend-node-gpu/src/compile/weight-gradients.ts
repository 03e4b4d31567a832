import {type Attribute, AttributeType} from '../binding/attributes.js';
import {DType} from '../binding/dtypes.js';
import {constant, type GraphNode} from './graph.js';
import type {Precision} from './record-step.js';

/** A weight gradient: `[kernel, kernel, in, out]` from images `[batch, size, size, in]` and `[batch, map, map, out]`. */
interface WeightGradient {
  readonly node: GraphNode;
  readonly image: readonly number[];
  readonly map: readonly number[];
  readonly filter: readonly number[];
  readonly stride: number;
  readonly padding: 'SAME' | 'VALID';
}

/**
 * Computes the weight gradients of small maps in other ways than `Conv2DBackpropFilter`, which is slow where the sum
 * runs over few positions: up to three times faster on CPUs, the same up to rounding. docs/performance.md has the figures.
 */
export function fastWeightGradients(nodes: readonly GraphNode[], precision: Precision): GraphNode[] {
  const shapes = new Map(nodes.map(({name, shapes}) => [name, shapes]));
  const shapeOf = (input: string) => {
    const [name, index = '0'] = input.split(':');
    return shapes.get(name!)?.[Number(index)];
  };
  return nodes.flatMap(node => {
    const gradient = weightGradient(node, shapeOf);
    return gradient ? waysByPrecision[precision](gradient)(gradient) : node;
  });
}

type Way = (gradient: WeightGradient) => readonly GraphNode[];

/** What was found fastest, by the number of positions that the sum of a weight runs over in an image. */
const waysByPrecision: Record<Precision, (gradient: WeightGradient) => Way> = {
  float32: ({map, filter}) => (filter[0]! > 1 && map[1]! <= 3 ? asPatches : asRecorded),
  bfloat16: ({map, filter, stride}) => {
    if (filter[0] === 1) return asRecorded;
    if (stride === 1) return map[1]! <= 8 ? asConvolution : asRecorded;
    return map[1]! <= 6 ? asPatches : asRecorded;
  },
};

const asRecorded: Way = ({node}) => [node];

/** Patches of the image, each a row, and a product of matrices. */
const asPatches: Way = ({node, map, filter, stride, padding}) => {
  const [image, , gradient] = node.inputs as [string, string, string];
  const [kernelHeight, kernelWidth, channels, filters] = filter as [number, number, number, number];
  const rows = map[0]! * map[1]! * map[2]!;
  const add = writer(node.name);
  const patches = add(
    'ExtractImagePatches',
    [image],
    [
      float,
      ints('ksizes', [1, kernelHeight, kernelWidth, 1]),
      ints('strides', [1, stride, stride, 1]),
      ints('rates', [1, 1, 1, 1]),
      {name: 'padding', type: AttributeType.string, value: padding},
    ],
  );
  const left = add.reshape(patches, [rows, kernelHeight * kernelWidth * channels]);
  const right = add.reshape(gradient, [rows, filters]);
  const product = add('MatMul', [left, right], [float, flag('transpose_a', true), flag('transpose_b', false)]);
  return add.end(add.reshape(product, filter));
};

/**
 * A convolution whose images are the channels and whose channels are the images: of the image by the gradient, at
 * stride 1.
 */
const asConvolution: Way = ({node, image: shape, map, filter, padding}) => {
  const [image, , gradient] = node.inputs as [string, string, string];
  const add = writer(node.name);
  const missing = padding === 'SAME' ? filter[0]! - 1 : map[1]! + filter[0]! - 1 - shape[1]!;
  const padded = missing > 0 ? add.pad(image, missing) : image;
  const images = add.transpose(padded, [3, 1, 2, 0]);
  const kernel = add.transpose(gradient, [1, 2, 0, 3]);
  const convolved = add(
    'Conv2D',
    [images, kernel],
    [
      float,
      ints('strides', [1, 1, 1, 1]),
      {name: 'padding', type: AttributeType.string, value: 'VALID'},
      {name: 'data_format', type: AttributeType.string, value: 'NHWC'},
      ints('dilations', [1, 1, 1, 1]),
    ],
  );
  return add.end(add.transpose(convolved, [1, 2, 0, 3]));
};

/** The gradient that a node computes, if it is one of square maps, of whole channels, without dilation. */
function weightGradient(
  node: GraphNode,
  shapeOf: (input: string) => readonly number[] | undefined,
): WeightGradient | undefined {
  if (node.op !== 'Conv2DBackpropFilter') return undefined;
  const [image, map] = [shapeOf(node.inputs[0]!), shapeOf(node.inputs[2]!)];
  const filter = node.shapes?.[0];
  const [stride, dilations, format, padding] = ['strides', 'dilations', 'data_format', 'padding'].map(
    wanted => node.attributes.find(({name}) => name === wanted)?.value,
  );
  const isPlain = String(dilations) === '1,1,1,1' && format === 'NHWC' && (padding === 'SAME' || padding === 'VALID');
  const isSquare = (shape: readonly number[]) => shape[1] === shape[2];
  if (!image || !map || !filter || !isPlain || !isSquare(image) || !isSquare(map)) return undefined;
  if (filter[0] !== filter[1] || filter[0]! % 2 === 0 || filter[2] !== image[3]) return undefined;
  return {node, image, map, filter, stride: (stride as number[])[1]!, padding};
}

const float: Attribute = {name: 'T', type: AttributeType.type, value: DType.float32};

function ints(name: string, value: readonly number[]): Attribute {
  return {name, type: AttributeType.int, value};
}

function flag(name: string, value: boolean): Attribute {
  return {name, type: AttributeType.bool, value};
}

/** Writes the nodes that take the place of the node `name`. */
function writer(name: string) {
  const nodes: GraphNode[] = [];
  const write = (node: GraphNode) => {
    nodes.push(node);
    return node.name;
  };
  const next = () => `${name}/${nodes.length}`;
  const add = (op: string, inputs: readonly string[], attributes: readonly Attribute[]) =>
    write({name: next(), op, inputs, attributes});
  const numbers = (values: readonly number[], shape: readonly number[] = [values.length]) =>
    write(constant(next(), shape, DType.int32, Int32Array.from(values)));
  return Object.assign(add, {
    reshape: (input: string, shape: readonly number[]) =>
      add('Reshape', [input, numbers(shape)], [float, {name: 'Tshape', type: AttributeType.type, value: DType.int32}]),
    transpose: (input: string, axes: readonly number[]) =>
      add('Transpose', [input, numbers(axes)], [float, {name: 'Tperm', type: AttributeType.type, value: DType.int32}]),
    /** Zeros around an image, so many rows and columns in all. */
    pad(input: string, missing: number) {
      const [before, after] = [Math.floor(missing / 2), Math.ceil(missing / 2)];
      const paddings = numbers([0, 0, before, after, before, after, 0, 0], [4, 2]);
      const zero = write(constant(next(), [], DType.float32, Float32Array.of(0)));
      return add(
        'PadV2',
        [input, paddings, zero],
        [float, {name: 'Tpaddings', type: AttributeType.type, value: DType.int32}],
      );
    },
    /** What stands under the name of the node: float32, as weights are, whatever the rest is computed in. */
    end(input: string): readonly GraphNode[] {
      return [...nodes, {name, op: 'Identity', inputs: [input], attributes: [float]}];
    },
  });
}
