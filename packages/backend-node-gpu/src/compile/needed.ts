import type {GraphNode} from './graph.js';

/**
 * The nodes that results depend on, and all inputs. Of a function that changes variables TensorFlow runs the others too, such as
 * the gradient of the images, which TF.js computes and nobody asks for.
 */
export function neededFor(results: readonly string[], nodes: readonly GraphNode[]): GraphNode[] {
  const needed = new Set(results);
  // Sources stand before what reads them.
  const kept = nodes.toReversed().filter(({name, op, inputs}) => {
    if (op !== 'Placeholder' && !needed.has(name)) return false;
    for (const input of inputs) needed.add(input.split(':')[0]!);
    return true;
  });
  return kept.reverse();
}
