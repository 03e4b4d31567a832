import {createModel} from '@residual/core';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import type {ComparisonOptions} from '../comparison/comparison-report.js';

/**
 * ResNet for CIFAR and its twin without shortcuts, of the same layers and first weights, made small enough for a CPU: few
 * channels, and a stem that leaves 7 by 7 values of a digit. Weights start as PyTorch starts those of a convolution.
 */
export function twins({
  depth,
  norm,
  seed,
}: ComparisonOptions & {seed: number}): Record<'residual' | 'plain', LayersModel> {
  const small = {
    inputShape: [28, 28, 1],
    classes: 10,
    initializer: 'pytorch',
    seed,
    norm,
    filters: [8, 16, 32],
    stem: {kernelSize: 5, stride: 2, pool: {size: 2, stride: 2, padding: 0}},
    averagePool: 2,
  } as const;
  return {
    residual: createModel(`cifar-resnet${depth}`, small),
    plain: createModel(`cifar-plain${depth}`, small),
  };
}
