import type * as tfl from '@tensorflow/tfjs-layers';
import {encodeText} from '../../bytes/text.js';
import type {ExportOptions} from '../export-options.js';
import type {Graph} from '../graph/graph.js';
import {readGraph} from '../graph/read-graph.js';
import {Message} from '../protobuf/message.js';
import {GraphWriter} from './graph-writer.js';
import {DataType, shapeMessage} from './node-def.js';
import {writeNode} from './operations.js';

/** The version of the format (tensorflow/cc/saved_model/constants.h). */
const SCHEMA_VERSION = 1;

/**
 * A model as the files of a TensorFlow SavedModel, by their paths in its folder. Its graph is frozen: the weights are
 * constants in it. Its signature `serving_default` takes `input` `[batch, height, width, channels]` and returns
 * `logits`, in Python by `tf.saved_model.load(folder).signatures['serving_default']` or `keras.layers.TFSMLayer`.
 *
 * @param options `half`: kernels in half precision, which TensorFlow casts back. `metadata` goes into
 *   `assets.extra/metadata.json`.
 * @throws CoreError `CANNOT_EXPORT` for a layer that has no counterpart; `TOO_LARGE` past 2 GB.
 */
export async function exportSavedModel(
  model: tfl.LayersModel,
  {half = false, metadata}: ExportOptions = {},
): Promise<Record<string, Uint8Array>> {
  const graph = await readGraph(model);
  const metaGraph = new Message()
    .message(1, new Message().text(4, 'serve'))
    .message(2, graphDef(graph, {half}))
    .entry(5, 'serving_default', signature(graph));
  const savedModel = new Message().int(1, SCHEMA_VERSION).message(2, metaGraph);
  return {
    'saved_model.pb': savedModel.finish(),
    ...(metadata && {'assets.extra/metadata.json': encodeText(JSON.stringify(metadata))}),
  };
}

function graphDef({input, nodes}: Graph, options: {half: boolean}): Message {
  const graph = new GraphWriter(options);
  graph.input(input.name, input.shape);
  for (const node of nodes) writeNode(graph, node);
  return graph.finish();
}

/** A `SignatureDef` (tensorflow/core/protobuf/meta_graph.proto). */
function signature({input, nodes, output}: Graph): Message {
  const {shape} = nodes.find(({name}) => name === output) ?? input;
  return new Message()
    .entry(1, 'input', tensorInfo(input.name, input.shape))
    .entry(2, 'logits', tensorInfo(output, shape))
    .text(3, 'tensorflow/serving/predict');
}

function tensorInfo(node: string, shape: readonly number[]): Message {
  return new Message()
    .text(1, `${node}:0`)
    .int(2, DataType.float)
    .message(3, shapeMessage([-1, ...shape]));
}
