import {type Attribute, AttributeType} from '../binding/attributes.js';
import type {GraphNode} from './graph.js';
import {shapesOf} from './shapes.js';

const two: Attribute = {name: 'N', type: AttributeType.int, value: 2};

/**
 * Writes a convolution's biased output plus a shortcut of the same shape as `AddN`. That says that nothing is broadcast,
 * which TensorFlow does not see in a function, and makes its optimizer compute convolution, bias, sum and the ReLU behind them as one.
 */
export function joinedSums(nodes: readonly GraphNode[]): GraphNode[] {
  const shapeOf = shapesOf(nodes);
  const biased = new Set(nodes.filter(({op}) => op === 'BiasAdd').map(({name}) => name));
  return nodes.map(node => {
    const isJoined =
      node.op === 'AddV2' &&
      node.inputs.some(input => biased.has(input)) &&
      node.inputs.every(input => `${shapeOf(input)}` === `${node.shapes?.[0]}`);
    return isJoined ? {...node, op: 'AddN', attributes: [...node.attributes, two]} : node;
  });
}
