import {dispose, engine, type Tensor, tidy, type Variable} from '@tensorflow/tfjs-core';
import type {Binding} from '../binding/binding.js';
import {EngineError} from '../errors.js';
import type {NodeBackend} from '../tfjs-node/backend.js';
import {joinedBatchNorms} from './batch-norm-relu.js';
import {fastBiasGradients} from './bias-gradients.js';
import {foldedBatchNorms} from './folded-batch-norm.js';
import {castConstants, fusedConvolutions} from './fused-convolution.js';
import type {GraphNode} from './graph.js';
import {updatingInPlace} from './in-place.js';
import {type NarrowType, toNarrow} from './narrow.js';
import {neededFor} from './needed.js';
import {paddingConvolutions} from './padding.js';
import {poolingFirst} from './pool-before-relu.js';
import {type ConvolutionKernels, convolutionKernels} from './processor.js';
import {Recorder} from './recorder.js';
import {wideSmallMaps} from './small-maps.js';
import {withoutStrides} from './strided-convolutions.js';
import {fastWeightGradients} from './weight-gradients.js';

/** A step: tensors in, tensors out; it may assign variables. Shapes in must fix shapes out. */
export type StepFunction = (...inputs: Tensor[]) => Tensor[];

/**
 * In what a compiled step computes: `bfloat16` has convolutions, their gradients and what lies between them in bfloat16,
 * with weights, statistics, loss and update in float32 (up to 1.8 times as fast on processors with bfloat16 instructions);
 * `float16` the same in half precision, for NVIDIA GPUs, and wants the loss scaled.
 */
export type Precision = 'float32' | NarrowType;

/** A step as a graph that changes nothing: new values of variables are among its results. */
export interface FunctionalStep {
  readonly nodes: readonly GraphNode[];
  /** Names of the nodes that the step's inputs, and then its variables where they are not frozen, go into. */
  readonly inputs: readonly string[];
  /** Names of the nodes that the step's outputs and then the new values of `assigned` come from. */
  readonly results: readonly string[];
  /** How many of the results are the step's own. */
  readonly outputCount: number;
  readonly assigned: readonly Variable[];
  /** Whether TensorFlow is to optimize it: variables are built in, and nothing here knows what is fast. */
  readonly wantsOptimizer: boolean;
}

/** A step as a graph, which may change some of its variables where they are. */
export interface RecordedStep extends FunctionalStep {
  /** Variables whose inputs are TensorFlow's resource variables. `assigned` and `results` are without them. */
  readonly updated: readonly Variable[];
  /** Names of the operations that change them. */
  readonly updates: readonly string[];
}

interface RecordOptions {
  readonly inputs: readonly Tensor[];
  readonly variables: readonly Variable[];
  readonly precision: Precision;
  /** Whether the variables are constants of the graph, with the values that they have now. Default false. */
  readonly frozen?: boolean;
}

/**
 * Goes through the step once, without computing anything, leaves the variables as they were, and writes down what it does.
 *
 * @throws EngineError `NOT_RECORDABLE`
 */
export function recordStep(
  {backend, binding}: {backend: NodeBackend; binding: Binding},
  step: StepFunction,
  {inputs, variables, precision, frozen = false}: RecordOptions,
): RecordedStep {
  const idOf = (tensor: Tensor) => backend.getInputTensorIds([tensor])[0]!;
  const foreign = Object.values(engine().registeredVariables).filter(variable => !variables.includes(variable));
  const recorder = new Recorder(binding, new Map(foreign.map(variable => [idOf(variable), variable.name])));
  try {
    const names = [...inputs, ...(frozen ? [] : variables)].map(tensor => recorder.input(idOf(tensor)));
    const {results, outputCount, assigned} = recorder.record(backend, () =>
      leavingVariables([...variables, ...foreign], isChanged =>
        tidied(() => {
          const outputs = step(...inputs);
          const stray = foreign.find(isChanged);
          if (stray) {
            throw new EngineError(
              'NOT_RECORDABLE',
              `The step assigns variable ${stray.name}, which is not among its variables: name it in compile's \`variables\`.`,
            );
          }
          const assigned = variables.filter(isChanged);
          if (frozen && assigned[0]) {
            throw new EngineError(
              'NOT_RECORDABLE',
              `The step assigns variable ${assigned[0].name}, whose value is to be built in: compile it without \`frozen\`.`,
            );
          }
          const results = [...outputs, ...assigned].map(tensor => recorder.output(idOf(tensor)));
          return {results, outputCount: outputs.length, assigned};
        }),
      ),
    );
    // Nothing that is frozen is trained.
    const recorded = frozen ? foldedBatchNorms(recorder.nodes) : recorder.nodes;
    // In float16 a CPU has none of oneDNN's convolutions.
    const kernels = precision === 'float16' ? 'others' : convolutionKernels(binding);
    const isGpu = binding.isUsingGpuDevice();
    const nodes = rewritten(neededFor(results, recorded), {precision, frozen, kernels, isGpu});
    const wantsOptimizer = frozen && kernels === 'others';
    const functional: FunctionalStep = {nodes, inputs: names, results, outputCount, assigned, wantsOptimizer};
    // On GPUs nobody has tried the other yet.
    return isGpu ? {...functional, updated: [], updates: []} : updatingInPlace(functional, variables);
  } finally {
    recorder.dispose();
  }
}

/** Runs `run`, and then gives variables back the values that they had. */
function leavingVariables<T>(
  variables: readonly Variable[],
  run: (isChanged: (variable: Variable) => boolean) => T,
): T {
  const before = new Map(variables.map(variable => [variable, variable.clone()]));
  const isChanged = (variable: Variable) => variable.dataId !== before.get(variable)!.dataId;
  try {
    return run(isChanged);
  } finally {
    for (const variable of variables) if (isChanged(variable)) variable.assign(before.get(variable)!);
    dispose([...before.values()]);
  }
}

/** `tidy` for a result that is not of tensors. */
function tidied<T>(run: () => T): T {
  let result: T;
  tidy(() => {
    result = run();
  });
  return result!;
}

interface RewriteOptions {
  readonly precision: Precision;
  readonly frozen: boolean;
  readonly kernels: ConvolutionKernels;
  readonly isGpu: boolean;
}

/** The same step in fewer or faster operations. */
function rewritten(
  nodes: readonly GraphNode[],
  {precision, frozen, kernels, isGpu}: RewriteOptions,
): readonly GraphNode[] {
  const narrow = (recorded: readonly GraphNode[]) =>
    precision === 'float32' ? recorded : toNarrow(recorded, precision);
  // On GPUs, cuDNN chooses by itself.
  if (isGpu || (frozen && kernels === 'others')) return narrow(nodes);
  if (frozen) return fusedConvolutions(paddingConvolutions(castConstants(narrow(nodes)), kernels));
  const unstrided = withoutStrides(narrow(fastBiasGradients(poolingFirst(nodes))), kernels);
  const faster = fastWeightGradients(unstrided, kernels);
  return joinedBatchNorms(paddingConvolutions(wideSmallMaps(faster, kernels), kernels), kernels);
}
