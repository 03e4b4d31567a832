import {type Command, InvalidArgumentError, Option} from 'commander';
import {ENGINES, type EngineName} from './choose.js';

export interface EngineFlags {
  readonly engine?: EngineName;
  readonly threads?: number;
  /** False with `--no-tf32`. */
  readonly tf32?: boolean;
}

/** Adds `--engine`, `--threads` and `--no-tf32` to a command. */
export function addEngineOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--engine <engine>', 'what computes (default: TensorFlow where it is, else WASM)').choices(ENGINES),
    )
    .option('--threads <n>', 'threads within an operation of TensorFlow', parseThreads)
    .option('--no-tf32', 'float32 in full on NVIDIA GPUs, which else multiply in TF32');
}

function parseThreads(text: string): number {
  const threads = Number(text);
  if (Number.isInteger(threads) && threads >= 1) return threads;
  throw new InvalidArgumentError('Expected a whole number, at least 1.');
}
