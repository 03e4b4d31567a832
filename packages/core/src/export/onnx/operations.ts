import {toPytorchLayout} from '../../weights/layout.js';
import type {GraphNode, Operation, OperationOf, Weight, Window} from '../graph/graph.js';
import type {Attribute, OnnxGraphWriter} from './graph-writer.js';
import {asInTfjs, channelsFirst, type Placed, permuted, place} from './placement.js';

interface ToWrite<Kind extends Operation['kind']> {
  graph: OnnxGraphWriter;
  node: GraphNode;
  operation: OperationOf<Kind>;
  /** Its inputs in ONNX. */
  xs: readonly Placed[];
}

/** How each operation is written in ONNX's. Weights have PyTorch's names and layouts. */
const writers: {[Kind in Operation['kind']]: (toWrite: ToWrite<Kind>) => Placed} = {
  conv: toWrite => {
    const {graph, node, operation} = toWrite;
    const {kernel, bias, window, groups} = operation;
    const weights = [pytorchWeight(graph, `${node.name}.weight`, kernel)];
    if (bias) weights.push(graph.weight(`${node.name}.bias`, bias));
    return onImages(toWrite, {op: 'Conv', weights, attributes: {...windowAttributes(window, node), group: groups}});
  },
  batchNorm: toWrite => {
    const {graph, node, operation, xs} = toWrite;
    const {scale, offset, mean, variance, epsilon} = operation;
    const parts = {weight: scale, bias: offset, running_mean: mean, running_var: variance};
    const weights = Object.entries(parts).map(([kind, weight]) => graph.weight(`${node.name}.${kind}`, weight));
    const made = {op: 'BatchNormalization', weights, attributes: {epsilon: {float: epsilon}}};
    return xs[0]!.order.length === 4 ? onImages(toWrite, made) : asItLies(toWrite, made);
  },
  dense: toWrite => {
    const {graph, node, operation} = toWrite;
    const weights = [pytorchWeight(graph, `${node.name}.weight`, operation.kernel)];
    if (operation.bias) weights.push(graph.weight(`${node.name}.bias`, operation.bias));
    return asItLies(toWrite, {op: 'Gemm', weights, attributes: {transB: 1}});
  },
  relu: toWrite => asItLies(toWrite, {op: 'Relu'}),
  sigmoid: toWrite => asItLies(toWrite, {op: 'Sigmoid'}),
  add: toWrite => inTurn(toWrite, 'Add'),
  multiply: toWrite => inTurn(toWrite, 'Mul'),
  pad: toWrite => {
    const {graph, node, operation, xs} = toWrite;
    const {order} = xs[0]!;
    const pads = [operation.before, operation.after].flatMap(zeros => order.map(axis => zeros[axis]!));
    return asItLies(toWrite, {op: 'Pad', weights: [graph.ints(`${node.name}.pads`, pads)]});
  },
  maxPool: toWrite => {
    const attributes = windowAttributes(toWrite.operation.window, toWrite.node);
    return onImages(toWrite, {op: 'MaxPool', attributes});
  },
  averagePool: toWrite => {
    const attributes = {...windowAttributes(toWrite.operation.window, toWrite.node), count_include_pad: 0};
    return onImages(toWrite, {op: 'AveragePool', attributes});
  },
  globalAveragePool: ({graph, node: {name}, xs}) => {
    const x = imagesOf(graph, xs[0]!, name);
    const means = graph.node({name: `${name}.mean`, op: 'GlobalAveragePool', inputs: [x]});
    return {value: graph.node({name, op: 'Flatten', inputs: [means]}), order: asInTfjs(2)};
  },
  reshape: ({graph, node: {name, shape}, xs}) => {
    const {order} = xs[0]!;
    const x = place(graph, xs[0]!, {order: asInTfjs(order.length), name: `${name}.transpose`});
    const inputs = [x, graph.ints(`${name}.shape`, [-1, ...shape])];
    return {value: graph.node({name, op: 'Reshape', inputs}), order: asInTfjs(1 + shape.length)};
  },
  permute: ({operation: {axes}, xs}) => ({value: xs[0]!.value, order: permuted(xs[0]!.order, axes)}),
};

/** Adds the operations of a node to a graph, and says where its output is. */
export function writeNode(graph: OnnxGraphWriter, node: GraphNode, xs: readonly Placed[]): Placed {
  const write = writers[node.operation.kind] as (toWrite: ToWrite<Operation['kind']>) => Placed;
  return write({graph, node, operation: node.operation, xs});
}

interface Made {
  op: string;
  weights?: readonly string[];
  attributes?: Readonly<Record<string, Attribute>>;
}

/** An operation that takes images with channels first. */
function onImages(
  {graph, node: {name}, xs}: ToWrite<Operation['kind']>,
  {op, weights = [], attributes = {}}: Made,
): Placed {
  const x = imagesOf(graph, xs[0]!, name);
  return {value: graph.node({name, op, inputs: [x, ...weights], attributes}), order: channelsFirst};
}

/** An operation that takes its input in any order. */
function asItLies(
  {graph, node: {name}, xs}: ToWrite<Operation['kind']>,
  {op, weights = [], attributes = {}}: Made,
): Placed {
  const {value, order} = xs[0]!;
  return {value: graph.node({name, op, inputs: [value, ...weights], attributes}), order};
}

/** An operation of two inputs on all inputs in turn, in the order of the first. */
function inTurn({graph, node: {name}, xs}: ToWrite<Operation['kind']>, op: string): Placed {
  const [first, ...others] = xs;
  const {order} = first!;
  const value = others.reduce((left, other, i) => {
    const right = place(graph, other, {order, name: `${name}.transpose${i}`});
    return graph.node({name: i === others.length - 1 ? name : `${name}.${i}`, op, inputs: [left, right]});
  }, first!.value);
  return {value, order};
}

function imagesOf(graph: OnnxGraphWriter, x: Placed, name: string): string {
  return place(graph, x, {order: channelsFirst, name: `${name}.transpose`});
}

function pytorchWeight(graph: OnnxGraphWriter, name: string, {shape, data}: Weight): string {
  return graph.weight(name, toPytorchLayout({shape: [...shape], data}));
}

/** TensorFlow's padding in numbers, for the one size of images that the network is built for. */
function windowAttributes({size, strides, padding}: Window, {inputShapes}: GraphNode): Record<string, Attribute> {
  const zeros = [0, 1].map(axis => {
    if (padding === 'valid') return {before: 0, after: 0};
    const length = inputShapes[0]![axis]!;
    const stride = strides[axis]!;
    const total = Math.max((Math.ceil(length / stride) - 1) * stride + size[axis]! - length, 0);
    const before = Math.floor(total / 2);
    return {before, after: total - before};
  });
  const pads = [...zeros.map(({before}) => before), ...zeros.map(({after}) => after)];
  return {kernel_shape: [...size], strides: [...strides], pads};
}
