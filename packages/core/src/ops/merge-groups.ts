import * as tf from '@tensorflow/tfjs-core';

/**
 * The same grouped convolution in fewer, wider groups: the kernels of neighbours become one, with zeros where an output
 * channel does not see an input channel. It can be differentiated.
 *
 * @param kernel `[height, width, in / groups, out]`
 * @param options `channels`: how many input channels a group shall have at least; as many groups as that takes, and that
 *   the groups divide into, become one.
 * @returns the kernel `[height, width, in / groups', out]` and its number of groups.
 */
export function mergeGroups(
  kernel: tf.Tensor4D,
  {groups, channels}: {groups: number; channels: number},
): {kernel: tf.Tensor4D; groups: number} {
  const [height, width, inputs, outputs] = kernel.shape;
  let merged = 1;
  while (merged < groups && (merged * inputs < channels || groups % merged !== 0)) merged++;
  if (merged === 1) return {kernel, groups};
  const wide = tf.tidy(() => {
    // Output channel o is of the group floor(o / (outputs / groups)), which becomes one of `merged`.
    const place = Int32Array.from({length: outputs}, (_, output) => Math.floor((output * groups) / outputs) % merged);
    const rows = tf.range(0, merged, 1, 'int32');
    const sees = tf.equal(tf.reshape(rows, [merged, 1, 1]), tf.reshape(tf.tensor1d(place, 'int32'), [1, 1, outputs]));
    const block = tf.reshape(kernel, [height * width, 1, inputs, outputs]);
    return tf.reshape(tf.mul(block, tf.cast(sees, 'float32')), [height, width, merged * inputs, outputs]);
  });
  return {kernel: wide as tf.Tensor4D, groups: groups / merged};
}
