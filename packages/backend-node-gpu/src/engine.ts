import {findBackend, ready, registerBackend, setBackend} from '@tensorflow/tfjs-core';
import {Binding} from './binding/binding.js';
import {loadCApi} from './binding/c-api.js';
import type {ContextOptions, Device} from './binding/context.js';
import {chooseTf32} from './binding/tf32.js';
import {type Compiled, type CompileOptions, compile} from './compile/compile.js';
import type {StepFunction} from './compile/record-step.js';
import {EngineError} from './errors.js';
import {findTensorFlow} from './install/find.js';
import {registerKernels} from './kernels/register.js';
import {type MatrixPeakOptions, matrixPeak, type ProductSpeed} from './profile/matrix-peak.js';
import {type ProfileOptions, profileStep, type StepProfile} from './profile/profile-step.js';
import {loadTfjsNode} from './tfjs-node/backend.js';

/** Name of the TF.js backend, that of tfjs-node. */
const BACKEND = 'tensorflow';

/** How to load TensorFlow and how it runs. */
export interface TensorFlowOptions extends ContextOptions {
  /** Path of `libtensorflow_cc` or of its folder. Default: what `findTensorFlow` finds. */
  readonly library?: string;
  /**
   * Whether an NVIDIA GPU (Ampere or later) may multiply float32 in TF32, which is several times faster and keeps 10 bits of
   * the fraction. Default: as TensorFlow has it, on, unless the environment says `NVIDIA_TF32_OVERRIDE=0`.
   */
  readonly tf32?: boolean;
}

/** TensorFlow's native library, loaded and current in TF.js. */
export interface TensorFlowEngine {
  readonly name: 'tensorflow';
  /** TensorFlow's version. */
  readonly version: string;
  /** Path of the main library. */
  readonly library: string;
  readonly devices: readonly Device[];
  /** Makes of a training step one TensorFlow operation. */
  compile(step: StepFunction, options: CompileOptions): Compiled;
  /**
   * Runs a step a few times as a compiled one runs, and tells what it spends its time on. The event loop waits.
   *
   * @throws EngineError `NOT_RECORDABLE`
   */
  profile(step: StepFunction, options: ProfileOptions): StepProfile;
  /** What this machine multiplies at best, by products of matrices and by convolutions. The event loop waits. */
  matrixPeak(options?: MatrixPeakOptions): ProductSpeed[];
}

let loaded: {engine: TensorFlowEngine; options: string} | undefined;

/**
 * Loads TensorFlow and makes it TF.js's current backend, `tensorflow`, with tfjs-node's kernels and this package's.
 *
 * A process holds one TensorFlow with one set of options: a second call with the same options gives the same engine.
 *
 * @throws EngineError `NOT_FOUND` where there is no TensorFlow, `LOAD_FAILED` where it does not load, `ALREADY_LOADED`
 * when it is loaded with other options, `UNSUPPORTED` for `tf32` in a worker.
 */
export async function tensorflow(options: TensorFlowOptions = {}): Promise<TensorFlowEngine> {
  const wanted = JSON.stringify(options, Object.keys(options).sort());
  if (loaded && loaded.options !== wanted) {
    throw new EngineError(
      'ALREADY_LOADED',
      `TensorFlow is loaded already, with the options ${loaded.options}; a process holds one. Got ${wanted}.`,
    );
  }
  loaded ??= {engine: await load(options), options: wanted};
  await setBackend(BACKEND);
  await ready();
  return loaded.engine;
}

async function load({library, tf32, ...contextOptions}: TensorFlowOptions): Promise<TensorFlowEngine> {
  const found = await findTensorFlow(library === undefined ? {} : {library});
  if (!found) {
    throw new EngineError('NOT_FOUND', 'There is no TensorFlow on this machine. Run `residual setup` to install it.');
  }
  if (findBackend(BACKEND)) {
    throw new EngineError(
      'ALREADY_LOADED',
      'tfjs-node is loaded already; two TensorFlows do not mix. Import only one of them.',
    );
  }
  chooseTf32(tf32);
  const binding = new Binding(loadCApi(found), contextOptions);
  leaveByExit();
  const {NodeJSKernelBackend} = loadTfjsNode();
  const backend = new NodeJSKernelBackend(binding, '@residual/backend-node-gpu');
  registerBackend(BACKEND, () => backend, 3);
  registerKernels(BACKEND, binding);
  return {
    name: BACKEND,
    version: binding.TF_Version,
    library: found.library,
    devices: binding.devices,
    compile: (step, options) => compile(backend, binding, step, options),
    profile: (step, options) => profileStep({backend, binding, options: contextOptions}, step, options),
    matrixPeak: options => matrixPeak(binding, options),
  };
}

/**
 * A process that loaded TensorFlow may crash when it ends by itself, as Node takes itself down; `process.exit` is clean.
 * Only that end is changed: one by an error must run its course, or its message is lost.
 */
function leaveByExit(): void {
  let isDone = false;
  process.on('beforeExit', () => {
    isDone = true;
  });
  process.on('exit', code => {
    if (isDone) process.exit(code);
  });
}
