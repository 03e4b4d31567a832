import {freemem, totalmem} from 'node:os';
import type {Environment} from '../install/cache.js';
import {findTensorFlow, type TensorFlowLibrary} from '../install/find.js';
import {damagedFiles, readInstallation} from '../install/installation.js';
import {currentHost, unsupported} from '../install/platform.js';
import {verifyLibrary} from '../install/verify.js';
import {type Cpu, cpuFeatures} from './cpu.js';
import {type Gpu, gpus} from './gpus.js';
import {type Problem, problemsOf} from './problems.js';

/** The engine that a program would get, tried out in a process of its own. */
export interface EngineReport extends TensorFlowLibrary {
  /** TensorFlow's version and devices, if it works. */
  readonly version?: string;
  readonly devices: readonly {readonly name: string; readonly type: string}[];
  /** Why it does not work. */
  readonly failure?: string;
}

/** What `diagnose` found. */
export interface Diagnosis {
  /** Version of Node. */
  readonly node: string;
  /** System and processor, such as `linux x64`, with the version of the GNU C library where there is one. */
  readonly platform: string;
  /** Absent where there is no TensorFlow. */
  readonly engine?: EngineReport;
  readonly cpu: Cpu;
  readonly gpus: readonly Gpu[];
  /** Bytes of memory: what this process may use in all, and what is free. */
  readonly memory: {readonly total: number; readonly free: number};
  /** What is wrong or could be faster, the gravest first. */
  readonly problems: readonly Problem[];
}

/** What to look at. */
export interface DiagnoseOptions {
  /** A library to look at in place of the one that would be found. */
  readonly library?: string | undefined;
  /** Variables in place of `process.env`. */
  readonly environment?: Environment;
  /** Tries a library out. Default: runs operations on it in a process of its own. */
  readonly verify?: typeof verifyLibrary;
}

/** Looks at what training on TensorFlow needs of this machine, and says the mend of what is wrong. Changes nothing. */
export async function diagnose({
  library,
  environment = process.env,
  verify = verifyLibrary,
}: DiagnoseOptions = {}): Promise<Diagnosis> {
  const host = currentHost();
  const [found, cards] = await Promise.allSettled([findTensorFlow({library, environment}), gpus(environment)]);
  const libraries = fulfilled(found);
  const installation = await readInstallation(environment);
  const facts = {
    node: process.versions.node,
    ...(libraries && {engine: await tryOut(libraries, {environment, verify})}),
    cpu: await cpuFeatures(),
    gpus: fulfilled(cards) ?? [],
    memory: memory(),
  };
  const problems = problemsOf({
    ...facts,
    arch: host.arch,
    unsupported: unsupported(host),
    findFailure: rejected(found),
    driverFailure: rejected(cards),
    damaged: installation ? await damagedFiles(installation, environment) : [],
  });
  const platform = `${host.platform} ${host.arch}${host.glibc ? ` (glibc ${host.glibc})` : ''}`;
  return {...facts, platform, problems};
}

function fulfilled<T>(settled: PromiseSettledResult<T>): T | undefined {
  return settled.status === 'fulfilled' ? settled.value : undefined;
}

function rejected(settled: PromiseSettledResult<unknown>): string | undefined {
  return settled.status === 'rejected' ? (settled.reason as Error).message : undefined;
}

async function tryOut(
  found: TensorFlowLibrary,
  {environment, verify}: Required<Pick<DiagnoseOptions, 'environment' | 'verify'>>,
): Promise<EngineReport> {
  try {
    const {version, devices} = await verify(found.library, {environment});
    return {...found, version, devices};
  } catch (error) {
    return {...found, devices: [], failure: (error as Error).message};
  }
}

/** A container's limit counts, where there is one. */
function memory(): {total: number; free: number} {
  const limit = process.constrainedMemory();
  const total = limit > 0 && limit < totalmem() ? limit : totalmem();
  return {total, free: Math.min(freemem(), total)};
}
