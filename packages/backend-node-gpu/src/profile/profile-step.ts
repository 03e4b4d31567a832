import type {Tensor, Variable} from '@tensorflow/tfjs-core';
import type {Binding} from '../binding/binding.js';
import type {ContextOptions} from '../binding/context.js';
import {type Precision, recordStep, type StepFunction} from '../compile/record-step.js';
import {scopeOf} from '../compile/scope.js';
import type {NodeBackend} from '../tfjs-node/backend.js';
import {type NamedLayer, nameLayers} from './name-layers.js';
import {TracedSession} from './session.js';
import {decodeRunMetadata, type OperationRun} from './step-stats.js';

/** What to look at. */
export interface ProfileOptions {
  readonly inputs: readonly Tensor[];
  /** Every variable that the step reads or assigns. They keep their values. */
  readonly variables: readonly Variable[];
  /** Default `float32`. */
  readonly precision?: Precision;
  /** As in `compile`: the variables are built in. Default false. */
  readonly frozen?: boolean;
  /** Layers by whose names operations are sorted. */
  readonly layers?: readonly NamedLayer[];
  /** Steps that are watched, of which the median is given. Default 5. */
  readonly steps?: number;
}

/** An operation of a step that was watched. */
export interface ProfiledOperation extends OperationRun {
  /** The layer that it belongs to, forwards or backwards; or the name that `inScope` gave it. */
  readonly layer?: string;
}

/** What a step spent its time on. */
export interface StepProfile {
  /** Of the whole step, in microseconds, with its tensors' way in and out. */
  readonly duration: number;
  /** In the order of their starts. Some run at the same time. */
  readonly operations: readonly ProfiledOperation[];
}

/** Steps before any is watched: TensorFlow optimizes the graph in the first. */
const WARM_UP_STEPS = 2;

/** Where TensorFlow notes the times of a GPU's kernels; its other entries are then of their launches. */
const KERNELS = 'stream:all';

/**
 * Runs a step as a compiled one runs, in a session of TensorFlow that writes down every operation.
 *
 * @throws EngineError `NOT_RECORDABLE`
 */
export function profileStep(
  {backend, binding, options}: {backend: NodeBackend; binding: Binding; options: ContextOptions},
  step: StepFunction,
  {inputs, variables, precision = 'float32', frozen = false, layers = [], steps = 5}: ProfileOptions,
): StepProfile {
  const undo = nameLayers(layers);
  try {
    const recorded = recordStep({backend, binding}, step, {inputs, variables, precision, frozen});
    const session = new TracedSession(binding, recorded, {...options, optimized: recorded.wantsOptimizer});
    try {
      const ids = backend.getInputTensorIds([...inputs, ...(frozen ? [] : variables)]);
      session.initialize(ids);
      for (let i = 0; i < WARM_UP_STEPS; i++) session.run(ids, {trace: false});
      const profiles = Array.from({length: steps}, () => watch(session, ids));
      return profiles.sort((a, b) => a.duration - b.duration)[Math.floor(steps / 2)]!;
    } finally {
      session.dispose();
    }
  } finally {
    undo();
  }
}

function watch(session: TracedSession, ids: readonly number[]): StepProfile {
  const start = performance.now();
  const metadata = session.run(ids, {trace: true});
  const duration = (performance.now() - start) * 1000;
  const runs = decodeRunMetadata(metadata);
  const kernels = runs.filter(({device}) => device.includes(KERNELS));
  const operations = (kernels.length > 0 ? kernels : runs).map(run => {
    const layer = scopeOf(run.node);
    return layer === undefined ? run : {...run, layer};
  });
  return {duration, operations};
}
