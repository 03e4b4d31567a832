import {type Attribute, AttributeType} from '../binding/attributes.js';
import {DType} from '../binding/dtypes.js';
import {constant, FLOAT, type GraphNode, readersOf} from './graph.js';
import {shapesOf} from './shapes.js';

/** A convolution whose filter is known, a bias behind it where there is one, and batch norm by known statistics. */
interface NormedConvolution {
  readonly convolution: GraphNode;
  readonly filter: GraphNode;
  readonly bias: GraphNode | undefined;
  readonly norm: GraphNode;
  /** `scale / sqrt(variance + epsilon)`, and what the mean takes away, by channel. */
  readonly factor: Float64Array;
  readonly shift: Float64Array;
}

/**
 * Folds batch norm by constant statistics into the convolution before it, whose filter is a constant too: the same function up
 * to rounding, in one operation less. (`foldBatchNorm` of `@residual/core` does that to a model.)
 */
export function foldedBatchNorms(nodes: readonly GraphNode[]): GraphNode[] {
  const graph = new Map(nodes.map(node => [node.name, node]));
  const readers = readersOf(nodes);
  const rewritten = new Map<string, readonly GraphNode[]>();
  for (const node of nodes) {
    const found = normedConvolution(node, graph, name => readers.get(name)?.length === 1);
    if (found) for (const [name, nodes] of Object.entries(folded(found))) rewritten.set(name, nodes);
  }
  return withoutReshapes(nodes.flatMap(node => rewritten.get(node.name) ?? [node]));
}

function normedConvolution(
  norm: GraphNode,
  graph: ReadonlyMap<string, GraphNode>,
  isReadOnce: (name: string) => boolean,
): NormedConvolution | undefined {
  if (!/^FusedBatchNorm(V3)?$/.test(norm.op) || !hasAttribute(norm, 'is_training', false)) return undefined;
  const [input, ...statistics] = norm.inputs.map(name => graph.get(name));
  const bias = input?.op === 'BiasAdd' ? input : undefined;
  const convolution = bias ? graph.get(bias.inputs[0]!) : input;
  if (convolution?.op !== 'Conv2D' && convolution?.op !== 'DepthwiseConv2dNative') return undefined;
  if (!isReadOnce(convolution.name) || (bias && !isReadOnce(bias.name))) return undefined;
  const filter = graph.get(convolution.inputs[1]!);
  const [scale, offset, mean, variance] = statistics.map(values);
  const own = bias ? values(graph.get(bias.inputs[1]!)) : [];
  if (!scale || !offset || !mean || !variance || !own || !filter || !values(filter)) return undefined;
  const epsilon = Number(norm.attributes.find(({name}) => name === 'epsilon')?.value);
  const factor = Float64Array.from(scale, (value, i) => value / Math.sqrt(variance[i]! + epsilon));
  const shift = factor.map((value, i) => offset[i]! + ((own[i] ?? 0) - mean[i]!) * value);
  return {convolution, filter, bias, norm, factor, shift};
}

/** What comes in the place of each node. */
function folded({convolution, filter, bias, norm, factor, shift}: NormedConvolution): Record<string, GraphNode[]> {
  const channels = factor.length;
  // The last axis is that of the output channels; of a depthwise filter the last two are, in this order.
  const scaled = Float32Array.from(values(filter)!, (value, i) => value * factor[i % channels]!);
  const ownFilter = constant(`${norm.name}_filter`, filter.shapes![0]!, DType.float32, scaled);
  const ownBias = constant(`${norm.name}_bias`, [channels], DType.float32, Float32Array.from(shift));
  return {
    [convolution.name]: [ownFilter, {...convolution, inputs: [convolution.inputs[0]!, ownFilter.name]}],
    ...(bias && {[bias.name]: []}),
    [norm.name]: [
      ownBias,
      {
        name: norm.name,
        op: 'BiasAdd',
        inputs: [convolution.name, ownBias.name],
        attributes: [FLOAT, CHANNELS_LAST],
        ...(norm.shapes && {shapes: norm.shapes.slice(0, 1)}),
      },
    ],
  };
}

const CHANNELS_LAST: Attribute = {name: 'data_format', type: AttributeType.string, value: 'NHWC'};

function values(node: GraphNode | undefined): ArrayLike<number> | undefined {
  return node?.values as ArrayLike<number> | undefined;
}

function hasAttribute({attributes}: GraphNode, wanted: string, value: Attribute['value']): boolean {
  return attributes.some(({name, value: actual}) => name === wanted && actual === value);
}

/** Takes reshapes to the shape that there is out of the way, as TF.js puts behind batch norm. */
function withoutReshapes(nodes: readonly GraphNode[]): GraphNode[] {
  const shapeOf = shapesOf(nodes);
  const sources = new Map<string, string>();
  return nodes.flatMap(node => {
    const inputs = node.inputs.map(input => sources.get(input) ?? input);
    const isSame = node.op === 'Reshape' && shapeOf(inputs[0]!)?.join() === node.shapes?.[0]?.join();
    if (!isSame) return [{...node, inputs}];
    sources.set(node.name, inputs[0]!);
    return [];
  });
}
