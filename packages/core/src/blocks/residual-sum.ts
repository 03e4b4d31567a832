import type * as tfl from '@tensorflow/tfjs-layers';
import type {BlockOptions} from './block-options.js';
import {add, relu} from './elementwise.js';
import {projection, type Shortcut} from './shortcuts.js';
import {squeezeExcitation as squeezeAndExcite} from './squeeze-excitation.js';
import {stochasticDepth as skipAtRandom} from './stochastic-depth.js';

/** How a block's branch and its shortcut come together. */
type ResidualSumOptions = Pick<
  BlockOptions,
  'innerRelu' | 'squeezeExcitation' | 'stochasticDepth' | 'shortcut' | 'initializer' | 'name'
> & {
  /** What the shortcut starts from: by default the block's input. */
  activated?: tfl.SymbolicTensor;
  /** What the shortcut is told besides its name. */
  around: Omit<Parameters<Shortcut>[1], 'name' | 'initializer'>;
};

/**
 * The sum of a block's branch and its shortcut, both `[batch, h, w, filters]`.
 *
 * @param input The block's input: a shortcut that changes nothing carries this, not what `activated` made of it.
 * @throws CoreError `SHAPE_MISMATCH` where the shortcut does not reach the branch's shape.
 */
export function residualSum(
  branch: tfl.SymbolicTensor,
  input: tfl.SymbolicTensor,
  {
    innerRelu = false,
    squeezeExcitation,
    stochasticDepth = 0,
    shortcut = projection,
    initializer,
    activated = input,
    around,
    name,
  }: ResidualSumOptions,
): tfl.SymbolicTensor {
  let y = innerRelu ? relu(branch, {name: `${name}.inner.relu`}) : branch;
  if (squeezeExcitation) {
    y = squeezeAndExcite(y, {reduction: squeezeExcitation, ...(initializer && {initializer}), name: `${name}.se`});
  }
  if (!shortcut) return y;
  if (stochasticDepth > 0) y = skipAtRandom(y, {rate: stochasticDepth, name: `${name}.drop`});
  const path = shortcut(activated, {...around, ...(initializer && {initializer}), name: `${name}.downsample`});
  return add(y, path === activated ? input : path, {name: `${name}.add`});
}
