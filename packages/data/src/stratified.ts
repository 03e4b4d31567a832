import {apportion} from './apportion.js';
import {permutation} from './permutation.js';
import type {Random} from './random.js';

/**
 * `n` random positions among `labels`, in ascending order, in which each label has its share of the whole, rounded
 * down or up to a whole number.
 */
export function stratifiedPositions(labels: Int32Array, {n, random}: {n: number; random: Random}): Int32Array {
  const groups = new Map<number, number[]>();
  for (const [position, label] of labels.entries()) {
    const group = groups.get(label);
    if (group) group.push(position);
    else groups.set(label, [position]);
  }
  const byLabel = [...groups].sort(([a], [b]) => a - b);
  const shares = apportion(
    n,
    byLabel.map(([, group]) => group.length),
  );
  const chosen = byLabel.flatMap(([label, group], i) => {
    const order = permutation(group.length, random.fork(label)).subarray(0, shares[i]);
    return Array.from(order, position => group[position]!);
  });
  return Int32Array.from(chosen).sort();
}
