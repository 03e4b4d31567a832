import type {Compiled} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';

/** How long steps took. */
export interface Timing {
  /** The first step, which builds what the others use, in seconds. */
  readonly first: number;
  /** Steps that were timed. */
  readonly steps: number;
  /** Milliseconds of a step: the median, the least and the most. */
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

interface TimeOptions {
  readonly inputs: readonly tf.Tensor[];
  /** For how long to repeat each, in seconds. */
  readonly seconds: number;
}

/** Turns in which the ways take their time, so that a machine that slows down slows all of them. */
const ROUNDS = 4;

/** Times ways to run a step by turns. What a step returns is read back, as a loop that logs it does. */
export async function timeSteps<Name extends string>(
  ways: Readonly<Record<Name, Compiled>>,
  {inputs, seconds}: TimeOptions,
): Promise<Record<Name, Timing>> {
  const names = Object.keys(ways) as Name[];
  const first = {} as Record<Name, number>;
  const times = {} as Record<Name, number[]>;
  for (const name of names) {
    first[name] = (await timeStep(ways[name], inputs)) / 1000;
    times[name] = [];
    await timeStep(ways[name], inputs);
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) {
      const end = performance.now() + (seconds * 1000) / ROUNDS;
      do times[name].push(await timeStep(ways[name], inputs));
      while (performance.now() < end);
    }
  }
  const timings = names.map(name => [name, {first: first[name], ...spread(times[name])}]);
  return Object.fromEntries(timings);
}

/** Milliseconds of a step until its first result is on the host. */
async function timeStep(way: Compiled, inputs: readonly tf.Tensor[]): Promise<number> {
  const start = performance.now();
  const results = await way.run(...inputs);
  await results[0]!.data();
  const time = performance.now() - start;
  tf.dispose(results);
  return time;
}

function spread(times: readonly number[]): Omit<Timing, 'first'> {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
  return {steps: sorted.length, median, least: sorted[0]!, most: sorted.at(-1)!};
}
