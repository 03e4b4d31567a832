import {type Dataset, permutation, random} from '@residual/data';

/**
 * The same images in their order, those of small classes several times, so that each class has as many as the largest.
 * Which of them come once more than the others follows from the seed.
 */
export function balanced(dataset: Dataset, seed: number): Dataset {
  const members = new Map<number, number[]>();
  for (const [i, label] of dataset.labels.entries()) {
    const known = members.get(label);
    if (known) known.push(i);
    else members.set(label, [i]);
  }
  const most = Math.max(...[...members.values()].map(({length}) => length));
  const repeated = [...members].flatMap(([label, indices]) => {
    const order = permutation(indices.length, random(seed).fork(label));
    return Array.from({length: most}, (_, i) => indices[order[i % order.length]!]!);
  });
  return dataset.subset(repeated.sort((a, b) => a - b));
}
