import type {GraphNode} from './graph.js';

/** Tells the shape of an output by its name, `NODE` or `NODE:INDEX`; undefined where it is not known. */
export function shapesOf(nodes: readonly GraphNode[]): (output: string) => readonly number[] | undefined {
  const shapes = new Map(nodes.map(({name, shapes}) => [name, shapes]));
  return output => {
    const [name, index = '0'] = output.split(':');
    return shapes.get(name!)?.[Number(index)];
  };
}
