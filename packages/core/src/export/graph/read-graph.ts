import type * as tfl from '@tensorflow/tfjs-layers';
import {CoreError} from '../../errors.js';
import type {Graph, GraphNode} from './graph.js';
import {readOperation} from './read-operation.js';

/**
 * A model as the operations that it computes in inference, with copies of its weights. Dropout, which does nothing
 * there, is left out.
 *
 * @throws CoreError `CANNOT_EXPORT` for a layer that has no counterpart, more than one input or output, and images of
 *   unknown size.
 */
export async function readGraph(model: tfl.LayersModel): Promise<Graph> {
  const [input, ...otherInputs] = model.inputs;
  const [output, ...otherOutputs] = model.outputs;
  if (!input || !output || otherInputs.length + otherOutputs.length > 0) {
    const counts = `${model.inputs.length} and ${model.outputs.length}`;
    throw new CoreError('CANNOT_EXPORT', `${model.name}: expected a model of one input and one output, got ${counts}`);
  }
  const nodes: GraphNode[] = [];
  const names = new Map([[input.id, input.sourceLayer.name]]);
  for (const tensor of inOrder(output, input)) {
    const sources = sourcesOf(tensor);
    const inputs = sources.map(({id}) => names.get(id)!);
    const operation = await readOperation(tensor.sourceLayer, sources[0]!.shape.length);
    if (operation === 'none') {
      names.set(tensor.id, inputs[0]!);
      continue;
    }
    // A layer that is used twice has a node each time.
    const name = tensor.nodeIndex === 0 ? tensor.sourceLayer.name : `${tensor.sourceLayer.name}.${tensor.nodeIndex}`;
    names.set(tensor.id, name);
    nodes.push({name, operation, inputs, inputShapes: sources.map(knownShape), shape: knownShape(tensor)});
  }
  return {input: {name: names.get(input.id)!, shape: knownShape(input)}, nodes, output: names.get(output.id)!};
}

/** Every tensor from the input (exclusive) to the output, each after those that it is computed from. */
function inOrder(output: tfl.SymbolicTensor, input: tfl.SymbolicTensor): tfl.SymbolicTensor[] {
  const ordered: tfl.SymbolicTensor[] = [];
  const seen = new Set([input.id]);
  // Not recursive: a network of 1,202 layers is deeper than some stacks.
  const stack = [{tensor: output, next: 0}];
  seen.add(output.id);
  while (stack.length > 0) {
    const top = stack.at(-1)!;
    const source = sourcesOf(top.tensor)[top.next++];
    if (!source) {
      ordered.push(top.tensor);
      stack.pop();
    } else if (!seen.has(source.id)) {
      seen.add(source.id);
      stack.push({tensor: source, next: 0});
    }
  }
  return ordered;
}

function sourcesOf({sourceLayer, nodeIndex}: tfl.SymbolicTensor): tfl.SymbolicTensor[] {
  return sourceLayer.inboundNodes[nodeIndex]!.inputTensors;
}

function knownShape({shape: [, ...shape], name}: tfl.SymbolicTensor): number[] {
  if (shape.every(length => length !== null)) return shape;
  throw new CoreError(
    'CANNOT_EXPORT',
    `${name}: expected a known size, got [${shape.map(length => length ?? '?')}]; build the model for one size of images`,
  );
}
