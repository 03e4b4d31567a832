import {dispose, engine, type Tensor, tidy, type Variable} from '@tensorflow/tfjs-core';
import type {Binding} from '../binding/binding.js';
import {EngineError} from '../errors.js';
import type {NodeBackend} from '../tfjs-node/backend.js';
import {fastBiasGradients} from './bias-gradients.js';
import type {GraphNode} from './graph.js';
import {type NarrowType, toNarrow} from './narrow.js';
import {Recorder} from './recorder.js';
import {fastWeightGradients} from './weight-gradients.js';

/** A step: tensors in, tensors out; it may assign variables. Shapes in must fix shapes out. */
export type StepFunction = (...inputs: Tensor[]) => Tensor[];

/**
 * In what a compiled step computes: `bfloat16` has convolutions, their gradients and what lies between them in bfloat16,
 * with weights, statistics, loss and update in float32 (about a third faster on processors with bfloat16 instructions);
 * `float16` the same in half precision, for NVIDIA GPUs, and wants the loss scaled.
 */
export type Precision = 'float32' | NarrowType;

/** A step as a graph. */
export interface RecordedStep {
  readonly nodes: readonly GraphNode[];
  /** Names of the nodes that the step's inputs and then its variables go into. */
  readonly inputs: readonly string[];
  /** Names of the nodes that the step's outputs and then the new values of `assigned` come from. */
  readonly results: readonly string[];
  /** How many of the results are the step's own. */
  readonly outputCount: number;
  readonly assigned: readonly Variable[];
}

interface RecordOptions {
  readonly inputs: readonly Tensor[];
  readonly variables: readonly Variable[];
  readonly precision: Precision;
}

/**
 * Runs the step eagerly once, leaves the variables as they were, and writes down what it did.
 *
 * @throws EngineError `NOT_RECORDABLE`
 */
export function recordStep(
  {backend, binding}: {backend: NodeBackend; binding: Binding},
  step: StepFunction,
  {inputs, variables, precision}: RecordOptions,
): RecordedStep {
  const idOf = (tensor: Tensor) => backend.getInputTensorIds([tensor])[0]!;
  const foreign = Object.values(engine().registeredVariables).filter(variable => !variables.includes(variable));
  const recorder = new Recorder(binding, new Map(foreign.map(variable => [idOf(variable), variable.name])));
  const names = [...inputs, ...variables].map(tensor => recorder.input(idOf(tensor)));
  const before = variables.map(variable => variable.clone());
  const foreignBefore = foreign.map(variable => variable.dataId);
  let recorded: RecordedStep | undefined;
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
      const nodes = rewritten(recorder.nodes, {precision, gpu: binding.isUsingGpuDevice()});
      recorded = {nodes, inputs: names, results, outputCount: outputs.length, assigned};
    });
  } finally {
    variables.forEach((variable, i) => {
      variable.assign(before[i]!);
    });
    dispose(before);
  }
  return recorded!;
}

/** The same step in fewer or faster operations. */
function rewritten(
  nodes: readonly GraphNode[],
  {precision, gpu}: {precision: Precision; gpu: boolean},
): readonly GraphNode[] {
  const narrow = (recorded: readonly GraphNode[]) =>
    precision === 'float32' ? recorded : toNarrow(recorded, precision);
  // On GPUs, cuDNN chooses by itself.
  return gpu ? narrow(nodes) : fastWeightGradients(narrow(fastBiasGradients(nodes)));
}
