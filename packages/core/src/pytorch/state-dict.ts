import type {SafeTensor} from '../safetensors/types.js';
import {PickledTensor} from './pickled-tensor.js';

/** Where programs keep a network's parameters among other things, the usual first. */
const usualKeys = ['state_dict', 'model_state_dict', 'model', 'net', 'network', 'weights', 'params'];

/**
 * The parameters of a network in what was saved: at one of the usual keys of a dictionary, or the dictionary itself.
 * Entries that are no tensors are left out; names stay as they are.
 */
export function findStateDict(saved: unknown): Record<string, SafeTensor> | undefined {
  if (!(saved instanceof Map)) return undefined;
  for (const key of usualKeys) {
    const tensors = tensorsOf(saved.get(key));
    if (tensors) return tensors;
  }
  return tensorsOf(saved);
}

/** The tensors of a dictionary by their names, if there are any. */
function tensorsOf(value: unknown): Record<string, SafeTensor> | undefined {
  if (!(value instanceof Map)) return undefined;
  const tensors = [...value].filter(([name, tensor]) => typeof name === 'string' && tensor instanceof PickledTensor);
  if (tensors.length === 0) return undefined;
  return Object.fromEntries(tensors.map(([name, {dtype, shape, data}]) => [name, {dtype, shape, data}]));
}
