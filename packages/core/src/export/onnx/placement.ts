import type {OnnxGraphWriter} from './graph-writer.js';

/** A value of the ONNX graph, and how it lies there: its axis i is axis `order[i]` of TF.js's tensor. */
export interface Placed {
  readonly value: string;
  readonly order: readonly number[];
}

/** How images lie: channels last in TF.js, first in ONNX. */
export const channelsFirst: readonly number[] = [0, 3, 1, 2];

/** The order of TF.js itself. */
export function asInTfjs(rank: number): number[] {
  return Array.from({length: rank}, (_, axis) => axis);
}

/** The value in another order: itself where it lies so already, else transposed. `name` is for the transposition. */
export function place(
  graph: OnnxGraphWriter,
  {value, order}: Placed,
  {order: wanted, name}: {order: readonly number[]; name: string},
): string {
  if (String(order) === String(wanted)) return value;
  const perm = wanted.map(axis => order.indexOf(axis));
  return graph.node({name, op: 'Transpose', inputs: [value], attributes: {perm}});
}

/** The order of a tensor after TF.js permuted it, where in ONNX nothing moved. */
export function permuted(order: readonly number[], axes: readonly number[]): number[] {
  return order.map(axis => axes.indexOf(axis));
}
