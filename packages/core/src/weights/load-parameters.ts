import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import {CoreError} from '../errors.js';
import {fromPytorchLayout, pytorchShape, type Values} from './layout.js';
import {parameterName} from './parameter-name.js';

/** A parameter as files bring it; its data has to be a `Float32Array`, which is checked. */
export interface ParameterTensor {
  readonly shape: readonly number[];
  readonly data: ArrayBufferView;
}

/** A counter that PyTorch's batch norm keeps beside its statistics, and that nothing here needs. */
const counter = /(^|\.)num_batches_tracked$/;

/**
 * Sets a model's parameters and running statistics from tensors under PyTorch's names and in its layouts
 * (`[out, in, height, width]`, `[out, in]`). All of them or, on an error, none.
 *
 * @throws CoreError `PARAMETERS_MISMATCH`, which lists what is missing, left over and misshapen; `UNKNOWN_WEIGHT`.
 */
export function loadParameters(model: tfl.LayersModel, tensors: Readonly<Record<string, ParameterTensor>>): void {
  const weights = new Map(model.weights.map(weight => [parameterName(weight.originalName), weight]));
  const given = new Map(Object.entries(tensors).filter(([name]) => !counter.test(name)));
  requireFit(new Map([...weights].map(([name, weight]) => [name, pytorchShape(weight.shape as number[])])), given);
  tf.tidy(() => {
    for (const [name, weight] of weights) {
      const {shape, data} = fromPytorchLayout(given.get(name) as Values);
      weight.write(tf.tensor(data, shape));
    }
  });
}

function requireFit(expected: ReadonlyMap<string, number[]>, given: ReadonlyMap<string, ParameterTensor>): void {
  const missing = [...expected.keys()].filter(name => !given.has(name));
  const extra = [...given.keys()].filter(name => !expected.has(name));
  const unfit = [...expected].flatMap(([name, shape]) => {
    const tensor = given.get(name);
    const problem = tensor && misfit(tensor, shape);
    return problem ? [`${name} (${problem})`] : [];
  });
  const problems = [list('missing', missing), list('not in the model', extra), list('of the wrong form', unfit)];
  if (missing.length + extra.length + unfit.length === 0) return;
  throw new CoreError(
    'PARAMETERS_MISMATCH',
    `these tensors do not fit the model: ${problems.filter(Boolean).join('; ')}; ` +
      'check that both are of one architecture, with the same input shape and number of classes',
  );
}

function misfit({shape, data}: ParameterTensor, expected: readonly number[]): string | undefined {
  if (String(shape) !== String(expected)) return `expected shape [${expected}], got [${shape}]`;
  if (!(data instanceof Float32Array)) return `expected a Float32Array, got ${data.constructor.name}`;
  const size = expected.reduce((product, length) => product * length, 1);
  return data.length === size ? undefined : `expected ${size} values, got ${data.length}`;
}

/** At most ten names, so that a message about the wrong file stays readable. */
function list(title: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const more = names.length > 10 ? ` and ${names.length - 10} more` : '';
  return `${names.length} ${title}: ${names.slice(0, 10).join(', ')}${more}`;
}
