import type {Cpu} from './cpu.js';
import type {EngineReport} from './diagnose.js';
import type {Gpu} from './gpus.js';

/** Something that is wrong or slow, and what to do. */
export interface Problem {
  readonly problem: string;
  readonly mend: string;
}

/** What problems follow from. */
export interface Facts {
  /** Version of Node, such as `20.20.2`. */
  readonly node: string;
  /** Node's name of the processor's kind, such as `x64`. */
  readonly arch: string;
  /** Why this machine cannot run TensorFlow. */
  readonly unsupported?: string | undefined;
  /** Why the TensorFlow that was named cannot be found. */
  readonly findFailure?: string | undefined;
  readonly engine?: EngineReport | undefined;
  /** Files of the installation that are not as they were installed. */
  readonly damaged: readonly string[];
  readonly cpu: Cpu;
  readonly gpus: readonly Gpu[];
  /** Why the GPU's driver does not answer. */
  readonly driverFailure?: string | undefined;
  /** Bytes. */
  readonly memory: {readonly total: number; readonly free: number};
}

const OLDEST_NODE = [20, 9] as const;

/** Bytes under which training of ordinary networks may fail. */
const LITTLE_MEMORY = 1.5e9;

/** The problems that the facts show, the gravest first. */
export function problemsOf(facts: Facts): Problem[] {
  return [...nodeProblems(facts), ...engineProblems(facts), ...gpuProblems(facts), ...machineProblems(facts)];
}

function nodeProblems({node}: Facts): Problem[] {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return [];
  return [{problem: `Node ${node} is older than ${OLDEST_NODE.join('.')}`, mend: 'install a newer Node'}];
}

function engineProblems({unsupported, findFailure, engine, damaged}: Facts): Problem[] {
  if (findFailure !== undefined) {
    return [{problem: findFailure, mend: 'correct or unset RESIDUAL_TENSORFLOW, or name another library'}];
  }
  const problems: Problem[] = [];
  if (damaged.length > 0) {
    const problem = `the installation is damaged: ${damaged.join(', ')}`;
    problems.push({problem, mend: 'run `residual setup`, which installs it anew'});
  }
  if (engine?.failure !== undefined) {
    const mend =
      engine.source === 'cache' ? 'run `residual setup --force`' : 'run `residual setup` for one that was tested';
    problems.push({problem: engine.failure, mend});
  }
  if (engine === undefined && unsupported !== undefined) {
    problems.push({problem: 'TensorFlow does not run on this machine', mend: unsupported});
  } else if (engine === undefined && damaged.length === 0) {
    const problem = 'there is no TensorFlow: training runs on WASM, several times slower';
    problems.push({problem, mend: 'run `residual setup`'});
  }
  return problems;
}

function gpuProblems({engine, gpus, driverFailure}: Facts): Problem[] {
  if (driverFailure !== undefined) {
    return [{problem: driverFailure, mend: "install or reload NVIDIA's driver"}];
  }
  const isIdle =
    engine !== undefined && engine.failure === undefined && !engine.devices.some(({type}) => type === 'GPU');
  if (gpus.length === 0 || !isIdle) return [];
  const problem = `TensorFlow does not use the GPU ${gpus[0]!.name}`;
  return [{problem, mend: 'run `residual setup --gpu`; if that is done, update the driver'}];
}

function machineProblems({arch, cpu, memory}: Facts): Problem[] {
  const problems: Problem[] = [];
  if (arch === 'x64' && !cpu.avx2) {
    problems.push({problem: 'the processor has no AVX2: training is slow', mend: 'use a newer machine, or a GPU'});
  }
  if (memory.total < LITTLE_MEMORY) {
    const problem = `this process may use only ${Math.round(memory.total / 1e6)} MB of memory`;
    problems.push({problem, mend: 'raise the limit, or train with a smaller batch size'});
  }
  return problems;
}
