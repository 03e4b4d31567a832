import {type Attribute, AttributeType} from '../binding/attributes.js';
import {DType} from '../binding/dtypes.js';
import {constant, type GraphNode, readersOf} from './graph.js';
import {shapesOf} from './shapes.js';

/** A convolution and what is computed of it alone: plus a bias, plus a shortcut, and ReLU of that. */
interface Chain {
  readonly convolution: GraphNode;
  /** The last of them, whose name the whole has. */
  readonly last: GraphNode;
  readonly operations: readonly ('BiasAdd' | 'Add' | 'Relu')[];
  /** The bias and the shortcut. */
  readonly added: readonly string[];
  /** All but the last. */
  readonly removed: readonly string[];
}

/**
 * Computes convolution, bias, the sum with a shortcut of the same shape and ReLU as one operation, as oneDNN can. TensorFlow's
 * graph optimizer does that too, but holds constants several times over meanwhile: a GiB more of ResNet-50.
 */
export function fusedConvolutions(nodes: readonly GraphNode[]): GraphNode[] {
  const readers = readersOf(nodes);
  const shapeOf = shapesOf(nodes);
  const onlyReader = (node: GraphNode, op: string) => {
    const found = readers.get(node.name) ?? [];
    return found.length === 1 && found[0]!.op === op ? found[0] : undefined;
  };

  // Where both sides of a sum are convolutions, one of them adds the other.
  const sums = new Set<GraphNode>();

  function chain(convolution: GraphNode): Chain | undefined {
    const biased = onlyReader(convolution, 'BiasAdd');
    if (!biased) return undefined;
    const sum = onlyReader(biased, 'AddV2');
    const shortcut = sum?.inputs.find(input => input !== biased.name);
    const isSum = shortcut !== undefined && !sums.has(sum!) && `${shapeOf(shortcut)}` === `${sum?.shapes?.[0]}`;
    if (isSum) sums.add(sum!);
    const wide = isSum ? sum! : biased;
    const relu = onlyReader(wide, 'Relu');
    const links = [convolution, biased, ...(isSum ? [sum!] : []), ...(relu ? [relu] : [])];
    return {
      convolution,
      last: links.at(-1)!,
      operations: ['BiasAdd', ...(isSum ? (['Add'] as const) : []), ...(relu ? (['Relu'] as const) : [])],
      added: [biased.inputs[1]!, ...(isSum ? [shortcut] : [])],
      removed: links.slice(0, -1).map(({name}) => name),
    };
  }

  const chains = nodes.flatMap(node => (node.op === 'Conv2D' ? (chain(node) ?? []) : []));
  const removed = new Set(chains.flatMap(({removed}) => removed));
  const ends = new Map(chains.map(chain => [chain.last.name, chain]));
  return nodes.flatMap(node => {
    if (removed.has(node.name)) return [];
    const found = ends.get(node.name);
    return found ? [fused(found)] : [node];
  });
}

function fused({convolution, last, operations, added}: Chain): GraphNode {
  const type = Number(convolution.attributes.find(({name}) => name === 'T')!.value);
  return {
    ...last,
    op: '_MklNativeFusedConv2D',
    inputs: [...convolution.inputs, ...added],
    attributes: [
      ...convolution.attributes,
      {name: 'TArgs', type: AttributeType.type, value: added.map(() => type)},
      {name: 'num_args', type: AttributeType.int, value: added.length},
      {name: 'fused_ops', type: AttributeType.string, value: operations},
      {name: 'is_filter_const', type: AttributeType.bool, value: true},
      {name: '_kernel', type: AttributeType.string, value: 'MklNameChangeOp'},
    ],
  };
}

/** Has constants in the type that they are cast to. */
export function castConstants(nodes: readonly GraphNode[]): GraphNode[] {
  const graph = new Map(nodes.map(node => [node.name, node]));
  return nodes.map(node => {
    const source = node.op === 'Cast' ? graph.get(node.inputs[0]!) : undefined;
    const to = attribute(node, 'DstT');
    if (!source?.values || attribute(node, 'SrcT') !== DType.float32 || to !== DType.bfloat16) return node;
    return constant(node.name, source.shapes![0]!, to, bfloat16(source.values as ArrayLike<number>));
  });
}

function attribute({attributes}: GraphNode, wanted: string): Attribute['value'] | undefined {
  return attributes.find(({name}) => name === wanted)?.value;
}

/** The upper halves of float32 values, rounded to nearest, ties to even. */
function bfloat16(values: ArrayLike<number>): Uint16Array {
  const bits = new Uint32Array(Float32Array.from(values).buffer);
  const halves = new Uint16Array(bits.length);
  for (let i = 0; i < bits.length; i++) halves[i] = (bits[i]! + 0x7fff + ((bits[i]! >>> 16) & 1)) >>> 16;
  return halves;
}
