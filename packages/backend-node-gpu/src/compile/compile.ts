import {dispose, engine, type Tensor, tidy, type Variable} from '@tensorflow/tfjs-core';
import type {Binding} from '../binding/binding.js';
import {EngineError} from '../errors.js';
import type {NodeBackend} from '../tfjs-node/backend.js';
import {toBfloat16} from './bfloat16.js';
import {NativeFunction} from './native-function.js';
import {Recorder} from './recorder.js';

/** A step: tensors in, tensors out; it may assign variables. Shapes in must fix shapes out. */
export type StepFunction = (...inputs: Tensor[]) => Tensor[];

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

/**
 * In what a compiled step computes: `bfloat16` has convolutions, their gradients and what lies between them in bfloat16,
 * with weights, statistics, loss and update in float32 (about a third faster on processors with bfloat16 instructions).
 */
export type Precision = 'float32' | 'bfloat16';

/** How a step is compiled. */
export interface CompileOptions {
  /** Every variable that the step reads or assigns. */
  readonly variables: readonly Variable[];
  /** Default `float32`. */
  readonly precision?: Precision;
}

/** One recording: the function, how many of its outputs are the step's own, and which variables get the others. */
interface Recording {
  readonly native: NativeFunction;
  readonly outputs: number;
  readonly assigned: readonly Variable[];
}

/**
 * Makes of a step one TensorFlow operation: the same results (up to rounding), without TF.js's cost for each kernel and
 * with TensorFlow's graph optimizations. The step runs eagerly once for each signature of its inputs (shapes and
 * dtypes), is written down as it runs, and from then on, this first time included, the recording runs in its place; so
 * a run repeats bit for bit wherever it begins.
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

  async function execute(inputs: Tensor[]): Promise<Tensor[]> {
    const key = inputs.map(({dtype, shape}) => `${dtype}[${shape}]`).join();
    const recording = recordings.get(key) ?? record(backend, binding, step, inputs, {variables, precision});
    recordings.set(key, recording);
    const results = await recording.native.run(backend.getInputTensorIds([...inputs, ...variables]));
    const tensors = results.map(result => backend.createOutputTensor(result));
    recording.assigned.forEach((variable, i) => {
      variable.assign(tensors[recording.outputs + i]!);
    });
    dispose(tensors.slice(recording.outputs));
    return tensors.slice(0, recording.outputs);
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

/** Runs the step eagerly once, leaves the variables as they were, and makes a function of what it did. */
function record(
  backend: NodeBackend,
  binding: Binding,
  step: StepFunction,
  inputs: readonly Tensor[],
  {variables, precision}: Required<CompileOptions>,
): Recording {
  const idOf = (tensor: Tensor) => backend.getInputTensorIds([tensor])[0]!;
  const foreign = Object.values(engine().registeredVariables).filter(variable => !variables.includes(variable));
  const recorder = new Recorder(binding, new Map(foreign.map(variable => [idOf(variable), variable.name])));
  const names = [...inputs, ...variables].map(tensor => recorder.input(idOf(tensor)));
  const before = variables.map(variable => variable.clone());
  const foreignBefore = foreign.map(variable => variable.dataId);
  let recording: Recording | undefined;
  try {
    tidy(() => {
      const outputs = recorder.record(backend, () => step(...inputs));
      const stray = foreign.find((variable, i) => variable.dataId !== foreignBefore[i]);
      if (stray) {
        throw new EngineError(
          'NOT_RECORDABLE',
          `The step assigns variable ${stray.name}, which is not among its variables: name it in compile's \`variables\`.`,
        );
      }
      const assigned = variables.filter((variable, i) => variable.dataId !== before[i]!.dataId);
      const results = [...outputs, ...assigned].map(tensor => recorder.output(idOf(tensor)));
      const nodes = precision === 'bfloat16' ? toBfloat16(recorder.nodes) : recorder.nodes;
      recording = {
        native: new NativeFunction(binding, nodes, names, results),
        outputs: outputs.length,
        assigned,
      };
    });
  } finally {
    variables.forEach((variable, i) => {
      variable.assign(before[i]!);
    });
    dispose(before);
  }
  return recording!;
}
