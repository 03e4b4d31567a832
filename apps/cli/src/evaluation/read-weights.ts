import {CoreError, type ParameterTensor} from '@residual/core';
import {openWeights} from '@residual/core/node';
import {CliError} from '../errors.js';
import type {NamedNormalization} from './normalization.js';

/** What a file of weights holds. */
export interface WeightsFile {
  readonly tensors: Readonly<Record<string, ParameterTensor>>;
  /** The constants that it was trained with, where it says so, as those of `residual export` do. */
  readonly normalize?: NamedNormalization;
}

/** Reads a file of weights: safetensors, PyTorch's or NumPy's. Throws CliError with the code of core where it is none. */
export async function readWeights(path: string): Promise<WeightsFile> {
  const {tensors, metadata} = await openWeights(path).catch(cause => {
    throw cause instanceof CoreError ? unreadable(cause) : cause;
  });
  const normalize = parse(metadata.normalize);
  return {tensors, ...(normalize && {normalize})};
}

function unreadable(cause: CoreError): CliError {
  return new CliError(cause.message, {
    code: cause.code,
    exit: 'data',
    mend: 'Expected a file of weights: safetensors, a checkpoint of PyTorch (.pth, .pt), or arrays of NumPy (.npz).',
    cause,
  });
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
