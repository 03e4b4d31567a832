import * as tf from '@tensorflow/tfjs-core';
import {l2Norm} from '../ops/l2-norm.js';

/** How much a residual block changes what it carries. */
export interface BlockChange {
  /** As `layer1.0`. */
  name: string;
  /** L2 norm of what the block's branch adds, over the batch. */
  branch: number;
  /** L2 norm of what its shortcut carries: the block's input, or where the shape changes what the shortcut makes of it. */
  carried: number;
  /** `branch / carried`; absent where nothing is carried. */
  ratio?: number;
}

/**
 * Compares the two parts of a block's sum.
 *
 * @param parts The branch and what the shortcut carries, in the order in which blocks add them.
 * @param sum Name of the layer that adds them, as `layer1.0.add`.
 */
export async function blockChange(parts: readonly tf.Tensor[], sum: string): Promise<BlockChange> {
  const norms = tf.tidy(() => tf.stack(parts.map(l2Norm)));
  const [branch, carried] = await norms.data();
  norms.dispose();
  const ratio = carried === 0 ? {} : {ratio: branch! / carried!};
  return {name: sum.replace(/\.add$/, ''), branch: branch!, carried: carried!, ...ratio};
}
