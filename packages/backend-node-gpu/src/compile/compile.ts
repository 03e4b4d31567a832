import {dispose, type Tensor, type Variable} from '@tensorflow/tfjs-core';
import type {Binding} from '../binding/binding.js';
import {EngineError} from '../errors.js';
import type {NodeBackend} from '../tfjs-node/backend.js';
import {NativeFunction} from './native-function.js';
import {type Precision, type RecordedStep, recordStep, type StepFunction} from './record-step.js';

/** A compiled step. */
export interface Compiled {
  /**
   * Runs the step once: assigns the variables and gives the step's outputs, which the caller disposes. The event loop
   * stays free. Calls run one after another. The first call with inputs of new shapes records the step.
   *
   * @throws EngineError `NOT_RECORDABLE` when the step does what a graph cannot, such as reading a tensor's values.
   */
  run(...inputs: Tensor[]): Promise<Tensor[]>;
  /** How many input signatures were recorded. */
  readonly recordings: number;
  /** Frees the recordings. The variables stay. */
  dispose(): void;
}

/** How a step is compiled. */
export interface CompileOptions {
  /** Every variable that the step reads or assigns. */
  readonly variables: readonly Variable[];
  /** Default `float32`. */
  readonly precision?: Precision;
}

/** A recorded step as a function. Its nodes are TensorFlow's by now. */
interface Recording extends Pick<RecordedStep, 'outputCount' | 'assigned'> {
  readonly native: NativeFunction;
}

/**
 * Makes of a step one TensorFlow operation: the same results (up to rounding), without TF.js's cost for each kernel and
 * with TensorFlow's graph optimizations. For each signature of its inputs (shapes and dtypes) the step is called once and
 * written down, which computes nothing; the recording runs in its place, this first time included. So a run repeats bit
 * for bit wherever it begins, and takes no memory but the recording's.
 *
 * Tensors from outside that are neither inputs nor variables are frozen at their value when recorded. Random numbers
 * drawn on the host are too: pass them in.
 */
export function compile(
  backend: NodeBackend,
  binding: Binding,
  step: StepFunction,
  {variables, precision = 'float32'}: CompileOptions,
): Compiled {
  const recordings = new Map<string, Recording>();
  let last: Promise<unknown> = Promise.resolve();
  let disposed = false;

  function record(inputs: Tensor[]): Recording {
    const recorded = recordStep({backend, binding}, step, {inputs, variables, precision});
    const {outputCount, assigned} = recorded;
    return {outputCount, assigned, native: new NativeFunction(binding, recorded)};
  }

  async function execute(inputs: Tensor[]): Promise<Tensor[]> {
    const key = inputs.map(({dtype, shape}) => `${dtype}[${shape}]`).join();
    const recording = recordings.get(key) ?? record(inputs);
    recordings.set(key, recording);
    const results = await recording.native.run(backend.getInputTensorIds([...inputs, ...variables]));
    const tensors = results.map(result => backend.createOutputTensor(result));
    recording.assigned.forEach((variable, i) => {
      variable.assign(tensors[recording.outputCount + i]!);
    });
    dispose(tensors.slice(recording.outputCount));
    return tensors.slice(0, recording.outputCount);
  }

  return {
    async run(...inputs) {
      if (disposed) throw new EngineError('BAD_TENSOR', 'The compiled step was disposed.');
      const held = inputs.map(input => input.clone());
      const result = last.then(() => execute(held)).finally(() => dispose(held));
      last = result.catch(() => {});
      return result;
    },
    get recordings() {
      return recordings.size;
    },
    dispose() {
      disposed = true;
      for (const {native} of recordings.values()) native.dispose();
      recordings.clear();
    },
  };
}
