import {readFile} from 'node:fs/promises';
import {availableParallelism, cpus} from 'node:os';
import {run} from '../install/run.js';

/** The processor, and the instructions that make convolutions fast. */
export interface Cpu {
  readonly model: string;
  /** Threads that this process may use at a time. */
  readonly cores: number;
  readonly avx2: boolean;
  readonly avx512: boolean;
  /** Intel's matrix unit. */
  readonly amx: boolean;
  /** bfloat16 arithmetic, on x64 (AVX-512 or AMX) or arm64. */
  readonly bf16: boolean;
}

/** Reads what the processor can do; where the system does not tell, a feature counts as absent. */
export async function cpuFeatures(): Promise<Cpu> {
  const flags = process.platform === 'darwin' ? await darwinFlags() : await linuxFlags();
  return {model: cpus()[0]?.model ?? process.arch, cores: availableParallelism(), ...featuresIn(flags)};
}

/** Finds the features in a list of flags: those of `/proc/cpuinfo`, or of macOS's `sysctl`, in any case. */
export function featuresIn(flags: string): Omit<Cpu, 'model' | 'cores'> {
  const names = new Set(flags.toLowerCase().split(/\s+/));
  const has = (...any: string[]) => any.some(name => names.has(name));
  return {
    avx2: has('avx2'),
    avx512: has('avx512f'),
    amx: has('amx_tile'),
    bf16: has('avx512_bf16', 'amx_bf16', 'bf16'),
  };
}

async function linuxFlags(): Promise<string> {
  return flagsIn(await readFile('/proc/cpuinfo', 'utf8').catch(() => ''));
}

/** The line `flags` (x64) or `Features` (arm64) of the first processor in `/proc/cpuinfo`. */
export function flagsIn(text: string): string {
  return /^(?:flags|Features)\s*:\s*(.*)$/m.exec(text)?.[1] ?? '';
}

async function darwinFlags(): Promise<string> {
  const names = ['machdep.cpu.features', 'machdep.cpu.leaf7_features', 'hw.optional.arm.FEAT_BF16'];
  const answer = await run('sysctl', names, {environment: process.env, timeoutSeconds: 10});
  return `${answer?.stdout.replace('hw.optional.arm.FEAT_BF16: 1', 'bf16')}`;
}
