import {CoreError} from '../../errors.js';
import type {GraphNode, Operation, OperationOf, Weight, Window} from '../graph/graph.js';
import type {Message} from '../protobuf/message.js';
import type {GraphWriter} from './graph-writer.js';
import {attr, DataType} from './node-def.js';

type Writers = {
  [Kind in Operation['kind']]: (graph: GraphWriter, node: GraphNode, operation: OperationOf<Kind>) => void;
};

/** How each operation is written in TensorFlow's. The last node is named as the layer. */
const writers: Writers = {
  conv: writeConv,
  batchNorm: writeBatchNorm,
  dense: (graph, {name, inputs}, {kernel, bias}) =>
    withBias(graph, {name, bias}, product =>
      graph.op({name: product, op: 'MatMul', inputs: [...inputs, graph.weight(`${name}/kernel`, kernel)]}),
    ),
  relu: (graph, {name, inputs}) => graph.op({name, op: 'Relu', inputs}),
  sigmoid: (graph, {name, inputs}) => graph.op({name, op: 'Sigmoid', inputs}),
  add: (graph, node) => writeChain(graph, node, 'AddV2'),
  multiply: (graph, node) => writeChain(graph, node, 'Mul'),
  pad: (graph, {name, inputs}, {before, after}) => {
    const paddings = before.flatMap((zeros, axis) => [zeros, after[axis]!]);
    graph.op({name, op: 'Pad', inputs: [...inputs, graph.ints(`${name}/paddings`, paddings, [before.length, 2])]});
  },
  maxPool: (graph, {name, inputs}, {window}) => graph.op({name, op: 'MaxPool', inputs, attrs: poolAttrs(window)}),
  averagePool: (graph, {name, inputs}, {window}) => graph.op({name, op: 'AvgPool', inputs, attrs: poolAttrs(window)}),
  globalAveragePool: (graph, {name, inputs}) =>
    graph.op({name, op: 'Mean', inputs: [...inputs, graph.ints(`${name}/axes`, [1, 2])]}),
  reshape: (graph, {name, inputs, shape}) =>
    graph.op({name, op: 'Reshape', inputs: [...inputs, graph.ints(`${name}/shape`, [-1, ...shape])]}),
  permute: (graph, {name, inputs}, {axes}) =>
    graph.op({name, op: 'Transpose', inputs: [...inputs, graph.ints(`${name}/axes`, axes)]}),
};

/** Adds the operations of a node to a graph. Throws CoreError `CANNOT_EXPORT`. */
export function writeNode(graph: GraphWriter, node: GraphNode): void {
  const write = writers[node.operation.kind] as (graph: GraphWriter, node: GraphNode, operation: Operation) => void;
  write(graph, node, node.operation);
}

/** TensorFlow computes grouped convolutions on some devices only: a convolution for each group, on all of them. */
function writeConv(
  graph: GraphWriter,
  {name, inputs}: GraphNode,
  {kernel, bias, window, groups}: OperationOf<'conv'>,
): void {
  const attrs = windowAttrs(window);
  const [x] = inputs as [string];
  withBias(graph, {name, bias}, sum => {
    const weights = graph.weight(`${name}/kernel`, kernel);
    if (groups === 1) return graph.op({name: sum, op: 'Conv2D', inputs: [x, weights], attrs});
    const axis = graph.ints(`${name}/axis`, [3], []);
    const split = {op: 'Split', attrs: {num_split: attr.int(groups)}};
    const xs = graph.op({name: `${name}/inputs`, inputs: [axis, x], ...split});
    const kernels = graph.op({name: `${name}/kernels`, inputs: [axis, weights], ...split});
    const outputs = Array.from({length: groups}, (_, group) =>
      graph.op({name: `${name}/${group}`, op: 'Conv2D', inputs: [`${xs}:${group}`, `${kernels}:${group}`], attrs}),
    );
    return graph.op({name: sum, op: 'ConcatV2', inputs: [...outputs, axis], attrs: {N: attr.int(groups)}});
  });
}

function writeBatchNorm(
  graph: GraphWriter,
  {name, inputs, shape}: GraphNode,
  {scale, offset, mean, variance, epsilon}: OperationOf<'batchNorm'>,
): void {
  if (shape.length !== 3)
    throw new CoreError('CANNOT_EXPORT', `${name}: expected a batch norm of images, got [${shape}]`);
  const weights = Object.entries({scale, offset, mean, variance});
  const op = 'FusedBatchNormV3';
  const attrs = {U: attr.type(DataType.float), epsilon: attr.float(epsilon), is_training: attr.bool(false)};
  const names = weights.map(([kind, weight]) => graph.weight(`${name}/${kind}`, weight));
  graph.op({name, op, inputs: [...inputs, ...names], attrs});
}

/** Writes a product under a name of its own and the bias after it, or the product alone under the layer's name. */
function withBias(
  graph: GraphWriter,
  {name, bias}: {name: string; bias?: Weight | undefined},
  writeProduct: (name: string) => string,
): void {
  if (!bias) return void writeProduct(name);
  const product = writeProduct(`${name}/product`);
  graph.op({name, op: 'BiasAdd', inputs: [product, graph.weight(`${name}/bias`, bias)]});
}

/** An operation of two inputs on all inputs in turn. */
function writeChain(graph: GraphWriter, {name, inputs}: GraphNode, op: string): void {
  const [first, ...others] = inputs;
  others.reduce((sum, other, i) => {
    const isLast = i === others.length - 1;
    return graph.op({name: isLast ? name : `${name}/${i}`, op, inputs: [sum, other]});
  }, first!);
}

function windowAttrs({strides, padding}: Window): Record<string, Message> {
  return {strides: attr.ints([1, ...strides, 1]), padding: attr.text(padding.toUpperCase())};
}

function poolAttrs(window: Window): Record<string, Message> {
  return {ksize: attr.ints([1, ...window.size, 1]), ...windowAttrs(window)};
}
