import {type GraphNode, readersOf, shapesIn} from './graph.js';

/** ReLU, max pooling behind it, and their gradients. */
interface RectifiedPooling {
  readonly relu: GraphNode;
  /** What puts values around the map that is pooled, where the pooling has padding. */
  readonly pad: GraphNode | undefined;
  readonly pool: GraphNode;
  readonly poolGradient: GraphNode;
  readonly reluGradient: GraphNode;
}

/**
 * Takes maxima before ReLU: the greatest of rectified values is the greatest value, rectified. ReLU and its gradient then go
 * over the smaller map, and no rectified copy of the large one is kept. The results are the same but for the sign of
 * zeros: either way, a gradient reaches a value only where it is the greatest and above zero.
 */
export function poolingFirst(nodes: readonly GraphNode[]): GraphNode[] {
  const graph = new Map(nodes.map(node => [node.name, node]));
  const readers = readersOf(nodes);
  const rewritten = new Map<string, readonly GraphNode[]>();
  for (const node of nodes) {
    const found = node.op === 'ReluGrad' && rectifiedPooling(node, {graph, readers});
    if (found) for (const [name, nodes] of Object.entries(swapped(found))) rewritten.set(name, nodes);
  }
  return nodes.flatMap(node => rewritten.get(node.name) ?? [node]);
}

/** What `reluGradient` belongs to, where nothing else needs what lies between. */
function rectifiedPooling(
  reluGradient: GraphNode,
  {graph, readers}: {graph: ReadonlyMap<string, GraphNode>; readers: ReadonlyMap<string, readonly GraphNode[]>},
): RectifiedPooling | undefined {
  const source = (node: GraphNode | undefined, i: number) => graph.get(node?.inputs[i] ?? '');
  const [cut, relu] = [source(reluGradient, 0), source(reluGradient, 1)];
  const poolGradient = cut?.op === 'Slice' ? source(cut, 0) : cut;
  const [top, pool] = [source(poolGradient, 0), source(poolGradient, 1)];
  const pad = top?.op === 'PadV2' ? top : undefined;
  if (relu?.op !== 'Relu' || pool?.op !== 'MaxPool' || poolGradient?.op !== 'MaxPoolGrad') return undefined;
  if (relu !== (pad ? source(pad, 0) : top) || source(pool, 0) !== top) return undefined;
  const inside = [pad, pool, poolGradient, cut, reluGradient];
  const isPrivate = ({name}: GraphNode) => readers.get(name)!.every(reader => inside.includes(reader));
  if (![relu, pad ?? relu, poolGradient, cut!].every(isPrivate)) return undefined;
  return {relu, pad, pool, poolGradient, reluGradient};
}

/** What comes in the place of each node. */
function swapped({relu, pad, pool, poolGradient, reluGradient}: RectifiedPooling): Record<string, GraphNode[]> {
  const input = relu.inputs[0]!;
  const top = pad?.name ?? input;
  const greatest: GraphNode = {...pool, name: `${pool.name}/greatest`, inputs: [top]};
  const rectified: GraphNode = {...relu, name: pool.name, inputs: [greatest.name], ...shapesIn(pool)};
  const masked: GraphNode = {
    ...reluGradient,
    name: `${poolGradient.name}/masked`,
    inputs: [poolGradient.inputs[2]!, rectified.name],
    ...shapesIn(pool),
  };
  return {
    [relu.name]: [],
    ...(pad && {[pad.name]: [{...pad, inputs: [input, ...pad.inputs.slice(1)]}]}),
    [pool.name]: [greatest, rectified],
    [poolGradient.name]: [masked, {...poolGradient, inputs: [top, greatest.name, masked.name]}],
    [reluGradient.name]: [{...reluGradient, op: 'Identity', inputs: reluGradient.inputs.slice(0, 1)}],
  };
}
