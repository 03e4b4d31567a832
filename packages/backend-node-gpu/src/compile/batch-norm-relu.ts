import {type Attribute, AttributeType} from '../binding/attributes.js';
import {type GraphNode, readersOf} from './graph.js';
import type {ConvolutionKernels} from './processor.js';

const withRelu: readonly Attribute[] = [
  {name: 'num_side_inputs', type: AttributeType.int, value: 0},
  {name: 'activation_mode', type: AttributeType.string, value: 'Relu'},
];

/**
 * Computes batch norm over the batch's own statistics and the ReLU behind it as one operation, which oneDNN has. It spares
 * reading and writing the images once. ReLU's gradient goes by ReLU's output, and batch norm's by its input, as before.
 */
export function joinedBatchNorms(nodes: readonly GraphNode[], kernels: ConvolutionKernels): GraphNode[] {
  if (kernels !== 'avx512') return [...nodes];
  const readers = readersOf(nodes);
  const joined = new Set(
    nodes.filter(node => isTaken(node) && readers.get(node.name)?.every(({op}) => op === 'Relu')).map(({name}) => name),
  );
  return nodes.map(node => {
    if (joined.has(node.name)) {
      return {...node, op: '_FusedBatchNormEx', attributes: [...node.attributes, ...withRelu]};
    }
    return node.op === 'Relu' && joined.has(node.inputs[0]!) ? {...node, op: 'Identity'} : node;
  });
}

/** Batch norm over the batch's own statistics; TensorFlow takes channels in fours here. */
function isTaken({op, attributes, shapes}: GraphNode): boolean {
  const isTraining = attributes.some(({name, value}) => name === 'is_training' && value === true);
  const channels = shapes?.[0]?.[3] ?? 1;
  return op === 'FusedBatchNormV3' && isTraining && channels % 4 === 0;
}
