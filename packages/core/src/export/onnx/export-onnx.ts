import type * as tfl from '@tensorflow/tfjs-layers';
import {type ExportOptions, metadataTexts} from '../export-options.js';
import type {Graph} from '../graph/graph.js';
import {readGraph} from '../graph/read-graph.js';
import {Message} from '../protobuf/message.js';
import {OnnxGraphWriter} from './graph-writer.js';
import {writeNode} from './operations.js';
import {asInTfjs, channelsFirst, type Placed, place} from './placement.js';

/** Of the file's form and of its operations: what PyTorch's own export writes since 2.1. */
const IR_VERSION = 8;
const OPERATION_SET = 17;

/**
 * A model as an ONNX file (https://onnx.ai) with operation set 17, for any size of batch. Images come as PyTorch's
 * exports have them: `input` `[batch, channels, height, width]`; `logits` is `[batch, classes]`, and where a network
 * ends in images, they have channels first too. Weights have PyTorch's names and layouts.
 *
 * @param options `half`: kernels in half precision, which a Cast brings back. `metadata` goes into `metadata_props`.
 * @throws CoreError `CANNOT_EXPORT` for a layer that has no counterpart; `TOO_LARGE` past 2 GB.
 */
export async function exportOnnx(
  model: tfl.LayersModel,
  {half = false, metadata}: ExportOptions = {},
): Promise<Uint8Array> {
  const graph = graphProto(await readGraph(model), {name: model.name, half});
  const file = new Message().int(1, IR_VERSION).text(2, 'residual').message(7, graph);
  file.message(8, new Message().text(1, '').int(2, OPERATION_SET));
  for (const [key, value] of Object.entries(metadataTexts(metadata))) {
    file.message(14, new Message().text(1, key).text(2, value));
  }
  return file.finish();
}

function graphProto({input, nodes, output}: Graph, options: {name: string; half: boolean}): Message {
  const graph = new OnnxGraphWriter(options);
  const inputOrder = usualOrder(input.shape);
  const placed = new Map<string, Placed>([[input.name, {value: 'input', order: inputOrder}]]);
  for (const node of nodes) {
    const xs = node.inputs.map(name => placed.get(name)!);
    placed.set(node.name, writeNode(graph, node, xs));
  }
  const {shape} = nodes.find(({name}) => name === output) ?? input;
  const order = usualOrder(shape);
  const last = place(graph, placed.get(output)!, {order, name: 'logits.transpose'});
  graph.node({name: 'logits', op: 'Identity', inputs: [last], output: 'logits'});
  return graph.finish({
    input: {name: 'input', shape: ordered(input.shape, inputOrder)},
    output: {name: 'logits', shape: ordered(shape, order)},
  });
}

/** Channels first for images, else as in TF.js. */
function usualOrder(shape: readonly number[]): readonly number[] {
  return shape.length === 3 ? channelsFirst : asInTfjs(1 + shape.length);
}

/** A shape without the batch, in an order that has it. */
function ordered(shape: readonly number[], [, ...order]: readonly number[]): number[] {
  return order.map(axis => shape[axis - 1]!);
}
