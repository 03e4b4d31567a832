import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import {CoreError} from '../errors.js';
import {floatTypes, toFloat32} from '../precision/to-float32.js';
import {arrayTypes, type SafeTensor, type SafeTensorType} from '../safetensors/types.js';
import {fromPytorchLayout, pytorchShape} from './layout.js';
import type {NameFamily} from './names/families.js';
import {translateNames} from './names/translate-names.js';
import {parameterName} from './parameter-name.js';

/**
 * A parameter as files bring it: of data type F32, F16, BF16 or F64, which is checked, in the array that
 * {@link SafeTensorData} says. Without `dtype`, its data has to be a `Float32Array`.
 */
export interface ParameterTensor {
  readonly dtype?: SafeTensorType;
  readonly shape: readonly number[];
  readonly data: ArrayBufferView;
}

/** How to load. */
export interface LoadParametersOptions {
  /** Whose names the tensors have. Default `auto`: what {@link detectNames} finds, or the model's own. */
  names?: NameFamily | 'auto';
  /** Whether every parameter has to be there, fit, and none be left over. Default true. */
  strict?: boolean;
}

/** What became of each tensor and each parameter. */
export interface LoadReport {
  /** Whose names the tensors were taken to have. */
  names: NameFamily;
  /** Parameters of the model that were set. */
  loaded: string[];
  /** Parameters of the model for which there was no tensor. */
  missing: string[];
  /** Tensors, by their own names, for which the model has no parameter. */
  extra: string[];
  /** Parameters of the model whose tensors were of another shape or type. */
  misshapen: {name: string; problem: string}[];
}

/**
 * Sets a model's parameters and running statistics from tensors in PyTorch's layouts (`[out, in, height, width]`,
 * `[out, in]`) under PyTorch's names, or those of another {@link NameFamily}. All of them or, on an error, none; with
 * `strict: false` those that fit, as for a network with another number of classes.
 *
 * @throws CoreError `PARAMETERS_MISMATCH`, which lists what is missing, left over and misshapen; `UNKNOWN_WEIGHT`;
 * `BAD_OPTION` for names that are not known.
 */
export function loadParameters(
  model: tfl.LayersModel,
  tensors: Readonly<Record<string, ParameterTensor>>,
  {names = 'auto', strict = true}: LoadParametersOptions = {},
): LoadReport {
  const weights = new Map(model.weights.map(weight => [parameterName(weight.originalName), weight]));
  const {family, given, extra} = translateNames(Object.keys(tensors), {names, wanted: new Set(weights.keys())});
  const report: LoadReport = {names: family, loaded: [], missing: [], extra, misshapen: []};
  for (const [name, weight] of weights) {
    const source = given.get(name);
    if (source === undefined) {
      report.missing.push(name);
      continue;
    }
    const problem = misfit(tensors[source]!, pytorchShape(weight.shape as number[]));
    if (problem) report.misshapen.push({name, problem});
    else report.loaded.push(name);
  }
  if (strict) requireAll(report);
  tf.tidy(() => {
    for (const name of report.loaded) {
      const weight = weights.get(name)!;
      const shape = pytorchShape(weight.shape as number[]);
      const data = toFloat32({dtype: 'F32', ...tensors[given.get(name)!]} as SafeTensor);
      const values = fromPytorchLayout({shape, data});
      weight.write(tf.tensor(values.data, values.shape));
    }
  });
  return report;
}

function requireAll({names, missing, extra, misshapen}: LoadReport): void {
  if (missing.length + extra.length + misshapen.length === 0) return;
  const unfit = misshapen.map(({name, problem}) => `${name} (${problem})`);
  const problems = [list('missing', missing), list('not in the model', extra), list('of the wrong form', unfit)];
  const read = names === 'torchvision' ? '' : ` (read by the names of ${names})`;
  throw new CoreError(
    'PARAMETERS_MISMATCH',
    `these tensors do not fit the model${read}: ${problems.filter(Boolean).join('; ')}; ` +
      'check that both are of one architecture, with the same input shape and number of classes',
  );
}

function misfit({dtype = 'F32', shape, data}: ParameterTensor, expected: readonly number[]): string | undefined {
  if (!isSameShape(shape, expected)) return `expected shape [${expected}], got [${shape}]`;
  if (!floatTypes.includes(dtype)) return `expected ${floatTypes.join(', ')}, got ${dtype}`;
  const arrayType = arrayTypes[dtype];
  if (!(data instanceof arrayType)) return `expected a ${arrayType.name}, got ${data.constructor.name}`;
  const size = expected.reduce((product, length) => product * length, 1);
  const {length} = data as SafeTensor['data'];
  return length === size ? undefined : `expected ${size} values, got ${length}`;
}

/** A matrix and the kernel of a 1x1 convolution are the same. */
function isSameShape(shape: readonly number[], expected: readonly number[]): boolean {
  const [longer, shorter] = shape.length > expected.length ? [shape, expected] : [expected, shape];
  if (String(longer) === String(shorter)) return true;
  return shorter.length === 2 && String(longer) === String([...shorter, 1, 1]);
}

/** At most ten names, so that a message about the wrong file stays readable. */
function list(title: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const more = names.length > 10 ? ` and ${names.length - 10} more` : '';
  return `${names.length} ${title}: ${names.slice(0, 10).join(', ')}${more}`;
}
