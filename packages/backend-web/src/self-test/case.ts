import {dispose, type Tensor} from '@tensorflow/tfjs-core';

/** Something to compute on the current backend, and what must come out, by name. */
export interface Case {
  readonly expected: Readonly<Record<string, readonly number[]>>;
  actual(): Promise<Readonly<Record<string, ArrayLike<number>>>>;
}

/** Numbers between -1 and 1 that look like chance. */
export function wave(count: number, seed: number): number[] {
  return Array.from({length: count}, (_, i) => Math.sin((i + 1) * (12.9898 + seed)));
}

/** The values of the results; disposes of them and of the others. */
export async function read(
  results: Record<string, Tensor>,
  others: Tensor[],
): Promise<Record<string, ArrayLike<number>>> {
  const values: Record<string, ArrayLike<number>> = {};
  try {
    for (const [name, result] of Object.entries(results)) values[name] = await result.data();
  } finally {
    dispose([...Object.values(results), ...others]);
  }
  return values;
}
