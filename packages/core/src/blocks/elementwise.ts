import * as tfl from '@tensorflow/tfjs-layers';
import {CoreError} from '../errors.js';

/** Rectifier, any shape: max(x, 0). */
export function relu(x: tfl.SymbolicTensor, {name}: {name: string}): tfl.SymbolicTensor {
  return tfl.layers.activation({activation: 'relu', name}).apply(x) as tfl.SymbolicTensor;
}

/** Whether a tensor is the output of {@link relu}, so that zeros beside it are never larger than its values. */
export function isRectified(x: tfl.SymbolicTensor): boolean {
  return x.sourceLayer.getConfig().activation === 'relu';
}

/**
 * Sum of two tensors of one shape.
 *
 * @throws CoreError `SHAPE_MISMATCH` where the shapes differ.
 */
export function add(a: tfl.SymbolicTensor, b: tfl.SymbolicTensor, {name}: {name: string}): tfl.SymbolicTensor {
  if (String(a.shape) !== String(b.shape)) {
    throw new CoreError(
      'SHAPE_MISMATCH',
      `${name}: expected two tensors of one shape, got [${a.shape.slice(1)}] and [${b.shape.slice(1)}]; ` +
        'where a block changes the size or the number of channels, its shortcut has to change it too',
    );
  }
  return tfl.layers.add({name}).apply([a, b]) as tfl.SymbolicTensor;
}
