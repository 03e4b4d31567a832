import {availableParallelism} from 'node:os';
import type {TensorFlowOptions} from '@residual/backend-node-gpu';
import {listModels} from '@residual/core';
import type {Recipe} from '../recipe/recipe.js';

/** A part is no smaller: below, what an operation costs beside its work counts for more than a core gains. */
const SMALLEST_PART = 32;

/**
 * Into how many parts a compiled step on the CPU divides the recipe's batches, to compute them side by side: one a core,
 * where the network has no batch norm.
 */
export function partsOf({model, batchSize}: Recipe, cores: number = availableParallelism()): number {
  const isWhole = listModels().find(({name}) => name === model.name)?.batchNorm ?? true;
  return isWhole ? 1 : Math.max(1, Math.min(cores, Math.floor(batchSize / SMALLEST_PART)));
}

/** Threads for that: each part has one that runs its operations, and the cores are shared out among them. */
export function threadOptions(
  {threads, parts}: {threads: number | undefined; parts: number},
  cores: number = availableParallelism(),
): TensorFlowOptions {
  if (parts === 1) return threads === undefined ? {} : {threads};
  return {threads: threads ?? Math.max(1, Math.floor(cores / parts)), interOpThreads: parts};
}
