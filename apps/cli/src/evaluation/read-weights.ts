import {readFile} from 'node:fs/promises';
import {decodeSafetensors, type ParameterTensor} from '@residual/core';
import type {NamedNormalization} from './normalization.js';

/** What a file of weights holds. */
export interface WeightsFile {
  readonly tensors: Readonly<Record<string, ParameterTensor>>;
  /** The constants that it was trained with, where it says so, as those of `residual export` do. */
  readonly normalize?: NamedNormalization;
}

/** Reads a file of weights. Throws CoreError where it is none. */
export async function readWeights(path: string): Promise<WeightsFile> {
  const {tensors, metadata} = decodeSafetensors(await readFile(path));
  const normalize = parse(metadata.normalize);
  return {tensors, ...(normalize && {normalize})};
}

function parse(text: string | undefined): NamedNormalization | undefined {
  if (text === undefined) return undefined;
  try {
    const {mean, std} = JSON.parse(text);
    const isWhole = [mean, std].every(values => Array.isArray(values) && values.every(Number.isFinite));
    return isWhole && mean.length === std.length ? {name: 'as the file says', mean, std} : undefined;
  } catch {
    return undefined;
  }
}
