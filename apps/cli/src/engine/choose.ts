import {existsSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import type {Precision, TensorFlowEngine, TensorFlowOptions} from '@residual/backend-node-gpu';
import {type Compile, threadsOf} from '@residual/train';
import {CliError} from '../errors.js';
import type {Output} from '../output/output.js';

/** Engines by the name that `--engine` takes; `auto` takes TensorFlow where it is, else WASM, and WebGPU never. */
export const ENGINES = ['auto', 'tensorflow', 'webgpu', 'wasm'] as const;

export type EngineName = (typeof ENGINES)[number];

/** What people call the engines. */
export const ENGINE_TITLES = {tensorflow: 'TensorFlow', webgpu: 'WebGPU', wasm: 'WASM'} as const;

export interface EngineOptions {
  readonly engine?: EngineName;
  /** Threads within an operation; TensorFlow's own choice if absent. */
  readonly threads?: number | undefined;
  /** Parts of a batch that are to be computed side by side (see `partsOf`). Default 1. */
  readonly parts?: number;
  /** False keeps NVIDIA GPUs from multiplying float32 in TF32; else TensorFlow's own choice. */
  readonly tf32?: boolean | undefined;
}

/** What the commands need to know of an engine that runs. */
export interface RunningEngine {
  readonly name: Exclude<EngineName, 'auto'>;
  readonly version: string;
  /** Path of the native library. */
  readonly library?: string;
  readonly devices: readonly {readonly name: string; readonly type: string}[];
  /** Whether a CPU imitates the GPU. */
  readonly software?: boolean;
  /** Makes one operation of a step, where the engine can. */
  readonly compile?: (
    fn: Parameters<Compile>[0],
    options: Parameters<Compile>[1] & {precision?: Precision},
  ) => ReturnType<Compile>;
  /** Tells what a compiled step spends its time on, where the engine can. */
  readonly profile?: TensorFlowEngine['profile'];
  /** What the machine multiplies at best, where the engine can tell. */
  readonly matrixPeak?: TensorFlowEngine['matrixPeak'];
}

/**
 * Starts an engine and makes it TF.js's backend. Says in one line which one runs and how to get a faster one.
 * Throws EngineError where the chosen one is not there; with `auto`, WASM takes over and the reason is noted.
 */
export async function startEngine(
  {engine = 'auto', threads, parts = 1, tf32}: EngineOptions,
  output: Output,
): Promise<RunningEngine> {
  if ((engine === 'wasm' || engine === 'webgpu') && threads !== undefined) {
    throw new CliError(`--threads does not go with --engine ${engine}: it is for TensorFlow.`, {
      code: 'USAGE_THREADS',
      exit: 'usage',
      mend: 'Leave --threads out, or use --engine tensorflow.',
    });
  }
  const chosen = threadsOf({threads, parts, cores: availableParallelism()});
  const running = await start(engine, {...chosen, ...(tf32 === false && {tf32})}, output);
  output.note(describe(running));
  if (running.name === 'wasm' && threads !== undefined) output.note('--threads has no effect: it is for TensorFlow.');
  return running;
}

async function start(engine: EngineName, options: TensorFlowOptions, output: Output): Promise<RunningEngine> {
  if (engine === 'wasm') return startWasm();
  if (engine === 'webgpu') return startWebGpu();
  const {findTensorFlow, tensorflow} = await import('@residual/backend-node-gpu');
  if (engine === 'auto' && !(await findTensorFlow())) return startWasm();
  try {
    return await tensorflow(options);
  } catch (error) {
    if (engine === 'tensorflow') throw error;
    output.note(`TensorFlow was found but does not run (${(error as Error).message}). See: residual doctor`);
    return startWasm();
  }
}

/** Starts WASM without a word: for what builds a network but computes nothing to speak of. */
export async function startQuietEngine(): Promise<void> {
  await startWasm();
}

async function startWasm(): Promise<RunningEngine> {
  const {wasm} = await import('@residual/backend-web');
  return wasm();
}

async function startWebGpu(): Promise<RunningEngine> {
  const {dawn} = await import('@residual/backend-web/node');
  return dawn();
}

function describe(engine: RunningEngine): string {
  const {name, version} = engine;
  const place = deviceOf(engine);
  const said = `Engine: ${ENGINE_TITLES[name]} ${version} on ${place}.`;
  if (name === 'wasm') return `${said} Many times faster with TensorFlow: residual setup`;
  if (name === 'webgpu') {
    const imitated = engine.software ? ' A CPU imitates this GPU, which is slow: --engine wasm is faster.' : '';
    return `${said}${imitated}`;
  }
  const idle = place === 'CPU' && existsSync(NVIDIA_DRIVER);
  return `${said}${idle ? ' This machine has an NVIDIA GPU: residual setup --gpu' : ''}`;
}

/** Linux shows the driver of an NVIDIA GPU here. */
const NVIDIA_DRIVER = '/proc/driver/nvidia/version';

/** What an engine computes on, for people: a GPU's name, or the CPU. */
export function deviceOf({name, devices}: RunningEngine): string {
  const device = devices.find(({type}) => type === 'GPU');
  if (device) return device.name;
  return name === 'wasm' ? (devices[0]?.name ?? 'CPU') : 'CPU';
}

/** Says so where a precision is not what an engine is for. */
export function noteSlowPrecision(precision: Precision, engine: RunningEngine, output: Output): void {
  if (precision !== 'float16' || deviceOf(engine) !== 'CPU') return;
  output.note('float16 is for NVIDIA GPUs; on most CPUs it is many times slower than float32. Theirs is bfloat16.');
}
