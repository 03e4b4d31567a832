import {engine, type Tensor} from '@tensorflow/tfjs-core';
import {inScope} from '../compile/scope.js';

/** A layer of a model, as far as its operations are to be named after it. */
export interface NamedLayer {
  readonly name: string;
  call(...args: never[]): unknown;
}

/** What TF.js notes of an operation that has a gradient. */
interface TapeNode {
  gradient?: (upstream: Tensor[]) => Record<string, () => Tensor>;
}

/**
 * Names what is recorded after the layers that it belongs to: what they compute forwards, and the gradients of that.
 *
 * @returns undoes it
 */
export function nameLayers(layers: readonly NamedLayer[]): () => void {
  for (const layer of layers) {
    const call = layer.call;
    layer.call = (...args) =>
      inScope(layer.name, () => {
        const tape = engine().state.activeTape as TapeNode[] | undefined;
        const before = tape?.length ?? 0;
        const result = call.apply(layer, args);
        for (const node of tape?.slice(before) ?? []) nameGradient(node, layer.name);
        return result;
      });
  }
  return () => {
    // The method of the layer's class is there again.
    for (const layer of layers) Reflect.deleteProperty(layer, 'call');
  };
}

/** A gradient is computed in two moments: when it is asked for, and when each input's share is. */
function nameGradient(node: TapeNode, name: string): void {
  const {gradient} = node;
  if (!gradient) return;
  node.gradient = upstream => {
    const shares = inScope(name, () => gradient(upstream));
    return Object.fromEntries(Object.entries(shares).map(([input, share]) => [input, () => inScope(name, share)]));
  };
}
