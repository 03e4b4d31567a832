import type {ResNetConfig} from './config.js';

/**
 * The paper's network for CIFAR of 6n+2 layers: a 3x3 convolution, three stages of n basic blocks of 16, 32 and 64
 * channels, a linear layer (He et al. 2016, "Deep Residual Learning", section 4.2).
 */
export function cifarResNet(depth: number): ResNetConfig {
  return cifar('basic', (depth - 2) / 6);
}

/** The same of 9n+2 layers, with n bottlenecks a stage (He et al. 2016, "Identity Mappings"). */
export function cifarBottleneck(depth: number): ResNetConfig {
  return cifar('bottleneck', (depth - 2) / 9);
}

function cifar(block: ResNetConfig['block'], depth: number): ResNetConfig {
  return {block, depths: [depth, depth, depth], filters: [16, 32, 64], stem: 'small'};
}
