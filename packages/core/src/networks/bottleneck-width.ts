import {CoreError} from '../errors.js';
import type {ResolvedConfig} from './config.js';

/** How many times as many channels a bottleneck's output has as its stage. */
export const bottleneckExpansion = 4;

/**
 * Channels of a bottleneck's 3x3 convolution in a stage of so many channels, as torchvision counts them.
 *
 * @throws CoreError `BAD_OPTION` where there would be none.
 */
export function bottleneckWidth({groups, groupWidth}: ResolvedConfig, filters: number): number {
  const width = Math.floor((filters * groupWidth) / 64) * groups;
  if (width > 0) return width;
  throw new CoreError('BAD_OPTION', `groupWidth: expected at least ${Math.ceil(64 / filters)}, got ${groupWidth}`);
}
