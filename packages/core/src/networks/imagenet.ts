import type {ResNetConfig} from './config.js';

/** The depths that the paper has for ImageNet. */
export type ImageNetDepth = 18 | 34 | 50 | 101 | 152;

/** In ascending order. */
export const imagenetDepths: readonly ImageNetDepth[] = [18, 34, 50, 101, 152];

const depths: Record<ImageNetDepth, readonly number[]> = {
  18: [2, 2, 2, 2],
  34: [3, 4, 6, 3],
  50: [3, 4, 6, 3],
  101: [3, 4, 23, 3],
  152: [3, 8, 36, 3],
};

/** ResNet of a depth, with the stride in the bottleneck's 3x3 convolution, as torchvision has it. */
export function imagenetResNet(depth: ImageNetDepth): ResNetConfig {
  return {block: depth < 50 ? 'basic' : 'bottleneck', depths: depths[depth]};
}
