import {permutation} from '../../permutation.js';
import {random} from '../../random.js';

/**
 * Deals positions out into parts of the given fractions, at random, so that each part has its share of every class up to
 * one or two images and of the whole up to one. Each part is in ascending order; small ones may be empty.
 */
export function splitStratified(labels: ArrayLike<number>, fractions: readonly number[], seed: number): number[][] {
  const groups = new Map<number, number[]>();
  for (let i = 0; i < labels.length; i++) {
    const group = groups.get(labels[i]!);
    if (group) group.push(i);
    else groups.set(labels[i]!, [i]);
  }
  const parts: number[][] = fractions.map(() => []);
  let dealt = 0;
  for (const [label, group] of [...groups].sort(([a], [b]) => a - b)) {
    for (const i of permutation(group.length, random(seed).fork(label))) {
      dealt += 1;
      // To the part that is behind the most: what classes leave over adds up to whole images.
      const behind = parts.map((part, p) => fractions[p]! * dealt - part.length);
      parts[behind.indexOf(Math.max(...behind))]!.push(group[i]!);
    }
  }
  return parts.map(part => part.sort((a, b) => a - b));
}
