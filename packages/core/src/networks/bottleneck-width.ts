import type {ResolvedConfig} from './config.js';

/** How many times as many channels a bottleneck's output has as its stage. */
export const bottleneckExpansion = 4;

/** Channels of a bottleneck's 3x3 convolution in a stage of so many channels, as torchvision counts them. */
export function bottleneckWidth({groups, groupWidth}: ResolvedConfig, filters: number): number {
  return Math.floor((filters * groupWidth) / 64) * groups;
}
