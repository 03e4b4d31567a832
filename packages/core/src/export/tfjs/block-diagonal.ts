import type {Weight} from '../graph/graph.js';

/**
 * The kernel of an ordinary convolution that computes what a grouped one does: zeros between groups.
 *
 * @param kernel `[height, width, in / groups, out]`
 * @returns `[height, width, in, out]`, `groups` times as large
 */
export function blockDiagonal({shape, data}: Weight, groups: number): Weight {
  const [height, width, within, out] = shape as [number, number, number, number];
  const perGroup = out / groups;
  const dense = new Float32Array(data.length * groups);
  for (let position = 0; position < height * width; position++) {
    for (let channel = 0; channel < within; channel++) {
      for (let group = 0; group < groups; group++) {
        const from = (position * within + channel) * out + group * perGroup;
        const row = position * within * groups + group * within + channel;
        dense.set(data.subarray(from, from + perGroup), row * out + group * perGroup);
      }
    }
  }
  return {shape: [height, width, within * groups, out], data: dense};
}
