import type {SafeTensor} from '@residual/core';
import * as tf from '@tensorflow/tfjs-core';
import {TrainError} from '../errors.js';
import {type Model, modelVariables} from '../model.js';
import type {Checkpoint} from './checkpoint.js';

/**
 * The values of named variables, on the host.
 *
 * @throws TrainError `BAD_MODEL` for a variable that is not float32
 */
export async function readVariables(named: ReadonlyMap<string, tf.Variable>): Promise<Record<string, SafeTensor>> {
  const tensors: Record<string, SafeTensor> = {};
  for (const [name, variable] of named) {
    if (variable.dtype !== 'float32') {
      throw new TrainError('BAD_MODEL', `expected '${name}' to be float32, got ${variable.dtype}`);
    }
    tensors[name] = {dtype: 'F32', shape: [...variable.shape], data: await variable.data<'float32'>()};
  }
  return tensors;
}

/** Name of the first tensor that holds an infinite value or NaN. */
export function findNotFinite(tensors: Readonly<Record<string, SafeTensor>>): string | undefined {
  return Object.keys(tensors).find(name => {
    const {data} = tensors[name]!;
    return data instanceof Float32Array && !data.every(Number.isFinite);
  });
}

/**
 * Sets named variables to the tensors of the same names. Strict: nothing is assigned unless all fit.
 *
 * @throws TrainError `FOREIGN_CHECKPOINT` listing what is missing, unknown or of another shape
 */
export function assignVariables(
  named: ReadonlyMap<string, tf.Variable>,
  tensors: Readonly<Record<string, SafeTensor>>,
): void {
  checkFit(named, tensors);
  for (const [name, variable] of named) {
    const {data, shape} = tensors[name]!;
    const value = tf.tensor(data as Float32Array, shape, 'float32');
    variable.assign(value);
    value.dispose();
  }
}

/**
 * Sets a model's weights to those of a checkpoint, whatever optimizer trained it: to their moving average, where it has
 * one and `ema` is not false.
 *
 * @throws TrainError `FOREIGN_CHECKPOINT` when it is of another network
 */
export function restoreModel(model: Model, {tensors}: Checkpoint, {ema = true}: {ema?: boolean} = {}): void {
  const isAveraged = ema && Object.keys(tensors).some(name => name.startsWith('ema/'));
  const kind = isAveraged ? /^ema\// : /^model\//;
  const weights = Object.entries(tensors).filter(([name]) => kind.test(name));
  const named = weights.map(([name, tensor]) => [name.replace(kind, 'model/'), tensor] as const);
  assignVariables(modelVariables(model), Object.fromEntries(named));
}

function checkFit(named: ReadonlyMap<string, tf.Variable>, tensors: Readonly<Record<string, SafeTensor>>): void {
  const missing = [...named.keys()].filter(name => !Object.hasOwn(tensors, name));
  const unknown = Object.keys(tensors).filter(name => !named.has(name));
  const misshapen = [...named].flatMap(([name, variable]) => {
    const tensor = tensors[name];
    const expected = `F32[${variable.shape}]`;
    const got = tensor && `${tensor.dtype}[${tensor.shape}]`;
    return got === undefined || got === expected ? [] : [`${name} (expected ${expected}, got ${got})`];
  });
  const faults = [list('missing', missing), list('unknown', unknown), list('of another shape', misshapen)].filter(
    fault => fault !== '',
  );
  if (faults.length === 0) return;
  throw new TrainError(
    'FOREIGN_CHECKPOINT',
    `the checkpoint is of another network (${faults.join('; ')}); build the model that it was trained with`,
  );
}

/** `3 missing: a, b, c`, with at most five names. */
function list(what: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  return `${names.length} ${what}: ${names.slice(0, 5).join(', ')}${more}`;
}
