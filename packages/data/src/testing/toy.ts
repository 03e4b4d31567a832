import {Dataset} from '../dataset.js';
import {inMemory} from '../in-memory.js';
import type {Batch, Sample} from '../sample.js';

/** `n` images of one pixel, whose value is the image's number; labels go round through `classes` classes. */
export function toy(n: number, {classes = 3}: {classes?: number} = {}): Dataset {
  return inMemory({
    data: Float32Array.from({length: n}, (_, i) => i),
    shape: [1, 1, 1],
    labels: Array.from({length: n}, (_, i) => i % classes),
    classes: Array.from({length: classes}, (_, i) => `class ${i}`),
  });
}

/** The same from a source that answers later, the first sample last. */
export function slowToy(n: number): Dataset {
  const inner = toy(n);
  return new Dataset({
    classes: inner.classes,
    labels: inner.labels,
    get: async index => {
      for (let turn = index; turn < n; turn++) await undefined;
      return inner.get(index);
    },
  });
}

/** Which images of a toy a data set holds, in order. */
export function numbers(dataset: Dataset): number[] {
  return Array.from({length: dataset.length}, (_, i) => (dataset.get(i) as Sample).data[0]!);
}

/** Which images of a toy are in each batch. */
export async function batchNumbers(batches: AsyncIterable<Batch>): Promise<number[][]> {
  return (await collect(batches)).map(({x}) => [...x]);
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
