import {type DataId, dispose, type Tensor, type Variable} from '@tensorflow/tfjs-core';
import type {Binding} from '../binding/binding.js';
import {releaseFreedMemory} from '../binding/resident-memory.js';
import {EngineError} from '../errors.js';
import type {NodeBackend} from '../tfjs-node/backend.js';
import {NativeFunction} from './native-function.js';
import {type Precision, type RecordedStep, recordStep, type StepFunction} from './record-step.js';
import {ResourceVariables} from './resource-variables.js';

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
  /** Frees the recordings, when the calls so far have ended. The variables stay. */
  dispose(): void;
}

/** How a step is compiled. */
export interface CompileOptions {
  /** Every variable that the step reads or assigns. */
  readonly variables: readonly Variable[];
  /** Default `float32`. */
  readonly precision?: Precision;
  /**
   * Builds the variables' values into the function, for a step that assigns none and runs often between two assignments
   * from outside: weights are brought into the form that convolutions want once, not in every run, batch norm is folded into
   * them, and convolution, bias, shortcut and ReLU become one operation. The first run after an assignment
   * records the step anew. Variables of more than 256 MiB together are not built in. Default false.
   */
  readonly frozen?: boolean;
}

/** A graph holds at most 2 GiB, and the process what it is made of several times over. */
const MOST_FROZEN_VALUES = 2 ** 26;

/** A recorded step as a function. Its nodes are TensorFlow's by now. */
interface Recording extends Pick<RecordedStep, 'outputCount' | 'assigned' | 'updated'> {
  readonly native: NativeFunction;
  /** What the values that are built in were at the time: a variable that is assigned has another `dataId`. */
  readonly builtIn: ReadonlyMap<Variable, DataId>;
}

function isUnchanged([variable, dataId]: [Variable, DataId]): boolean {
  return !variable.isDisposed && variable.dataId === dataId;
}

/**
 * Makes of a step one TensorFlow operation: the same results (up to rounding), without TF.js's cost for each kernel. For each signature of its inputs (shapes and dtypes) the step is called once and
 * written down, which computes nothing; the recording runs in its place, this first time included. So a run repeats bit
 * for bit wherever it begins, and takes no memory but the recording's.
 *
 * Tensors from outside that are neither inputs nor variables keep the value that they had when recorded. Random numbers
 * drawn on the host are too: pass them in.
 */
export function compile(
  backend: NodeBackend,
  binding: Binding,
  step: StepFunction,
  {variables, precision = 'float32', frozen: wantsFrozen = false}: CompileOptions,
): Compiled {
  const frozen = wantsFrozen && variables.reduce((sum, {size}) => sum + size, 0) <= MOST_FROZEN_VALUES;
  const recordings = new Map<string, Recording>();
  const resources = new ResourceVariables(backend, binding);
  let last: Promise<unknown> = Promise.resolve();
  let disposed = false;
  /** Calls of `run` that have not ended. */
  let pending = 0;

  function record(inputs: Tensor[]): Recording {
    const recorded = recordStep({backend, binding}, step, {inputs, variables, precision, frozen});
    const {outputCount, assigned, updated, wantsOptimizer} = recorded;
    const builtIn = new Map(frozen ? variables.map(variable => [variable, variable.dataId]) : []);
    const native = new NativeFunction(binding, recorded, {optimized: wantsOptimizer});
    releaseFreedMemory();
    return {outputCount, assigned, updated, native, builtIn};
  }

  /** The recording for these inputs, made anew where a value that it holds was assigned since. */
  function recordingFor(inputs: Tensor[]): Recording {
    const key = inputs.map(({dtype, shape}) => `${dtype}[${shape}]`).join();
    const known = recordings.get(key);
    if (known && [...known.builtIn].every(isUnchanged)) return known;
    known?.native.dispose();
    recordings.delete(key);
    const recording = record(inputs);
    recordings.set(key, recording);
    return recording;
  }

  const idOf = (variable: Variable) => backend.getInputTensorIds([variable])[0]!;

  async function execute(inputs: Tensor[]): Promise<Tensor[]> {
    const recording = recordingFor(inputs);
    const {native, updated} = recording;
    const ids = backend.getInputTensorIds(inputs);
    const values = frozen ? [] : variables.map(variable => (updated.includes(variable) ? undefined : idOf(variable)));
    const results = await resources.change(updated, handles =>
      native.run([...ids, ...values.map((id, i) => id ?? handles.get(variables[i]!)!)]),
    );
    const tensors = results.map(result => backend.createOutputTensor(result));
    recording.assigned.forEach((variable, i) => {
      variable.assign(tensors[recording.outputCount + i]!);
    });
    dispose(tensors.slice(recording.outputCount));
    return tensors.slice(0, recording.outputCount);
  }

  function free(): void {
    for (const {native} of recordings.values()) native.dispose();
    recordings.clear();
    resources.dispose();
  }

  return {
    async run(...inputs) {
      if (disposed) throw new EngineError('BAD_TENSOR', 'The compiled step was disposed.');
      const held = inputs.map(input => input.clone());
      pending++;
      const result = last
        .then(() => execute(held))
        .finally(() => {
          dispose(held);
          if (--pending === 0 && disposed) free();
        });
      last = result.catch(() => {});
      return result;
    },
    get recordings() {
      return recordings.size;
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      if (pending === 0) free();
    },
  };
}
