import type {Operation} from './operations/augment.js';

/** An operation, how often it is applied (0 to 1), and which of 10 magnitudes it has; null where it has none. */
type PolicyStep = readonly [operation: Operation, probability: number, magnitude: number | null];

/** Pairs of operations of which each image gets one. From torchvision's `AutoAugment`, after Cubuk et al. (2019). */
export type Policy = readonly (readonly [PolicyStep, PolicyStep])[];

const cifar10: Policy = [
  [
    ['invert', 0.1, null],
    ['contrast', 0.2, 6],
  ],
  [
    ['rotate', 0.7, 2],
    ['translate-x', 0.3, 9],
  ],
  [
    ['sharpness', 0.8, 1],
    ['sharpness', 0.9, 3],
  ],
  [
    ['shear-y', 0.5, 8],
    ['translate-y', 0.7, 9],
  ],
  [
    ['auto-contrast', 0.5, null],
    ['equalize', 0.9, null],
  ],
  [
    ['shear-y', 0.2, 7],
    ['posterize', 0.3, 7],
  ],
  [
    ['saturation', 0.4, 3],
    ['brightness', 0.6, 7],
  ],
  [
    ['sharpness', 0.3, 9],
    ['brightness', 0.7, 9],
  ],
  [
    ['equalize', 0.6, null],
    ['equalize', 0.5, null],
  ],
  [
    ['contrast', 0.6, 7],
    ['sharpness', 0.6, 5],
  ],
  [
    ['saturation', 0.7, 7],
    ['translate-x', 0.5, 8],
  ],
  [
    ['equalize', 0.3, null],
    ['auto-contrast', 0.4, null],
  ],
  [
    ['translate-y', 0.4, 3],
    ['sharpness', 0.2, 6],
  ],
  [
    ['brightness', 0.9, 6],
    ['saturation', 0.2, 8],
  ],
  [
    ['solarize', 0.5, 2],
    ['invert', 0.0, null],
  ],
  [
    ['equalize', 0.2, null],
    ['auto-contrast', 0.6, null],
  ],
  [
    ['equalize', 0.2, null],
    ['equalize', 0.6, null],
  ],
  [
    ['saturation', 0.9, 9],
    ['equalize', 0.6, null],
  ],
  [
    ['auto-contrast', 0.8, null],
    ['solarize', 0.2, 8],
  ],
  [
    ['brightness', 0.1, 3],
    ['saturation', 0.7, 0],
  ],
  [
    ['solarize', 0.4, 5],
    ['auto-contrast', 0.9, null],
  ],
  [
    ['translate-y', 0.9, 9],
    ['translate-y', 0.7, 9],
  ],
  [
    ['auto-contrast', 0.9, null],
    ['solarize', 0.8, 3],
  ],
  [
    ['equalize', 0.8, null],
    ['invert', 0.1, null],
  ],
  [
    ['translate-y', 0.7, 9],
    ['auto-contrast', 0.9, null],
  ],
];

const imagenet: Policy = [
  [
    ['posterize', 0.4, 8],
    ['rotate', 0.6, 9],
  ],
  [
    ['solarize', 0.6, 5],
    ['auto-contrast', 0.6, null],
  ],
  [
    ['equalize', 0.8, null],
    ['equalize', 0.6, null],
  ],
  [
    ['posterize', 0.6, 7],
    ['posterize', 0.6, 6],
  ],
  [
    ['equalize', 0.4, null],
    ['solarize', 0.2, 4],
  ],
  [
    ['equalize', 0.4, null],
    ['rotate', 0.8, 8],
  ],
  [
    ['solarize', 0.6, 3],
    ['equalize', 0.6, null],
  ],
  [
    ['posterize', 0.8, 5],
    ['equalize', 1.0, null],
  ],
  [
    ['rotate', 0.2, 3],
    ['solarize', 0.6, 8],
  ],
  [
    ['equalize', 0.6, null],
    ['posterize', 0.4, 6],
  ],
  [
    ['rotate', 0.8, 8],
    ['saturation', 0.4, 0],
  ],
  [
    ['rotate', 0.4, 9],
    ['equalize', 0.6, null],
  ],
  [
    ['equalize', 0.0, null],
    ['equalize', 0.8, null],
  ],
  [
    ['invert', 0.6, null],
    ['equalize', 1.0, null],
  ],
  [
    ['saturation', 0.6, 4],
    ['contrast', 1.0, 8],
  ],
  [
    ['rotate', 0.8, 8],
    ['saturation', 1.0, 2],
  ],
  [
    ['saturation', 0.8, 8],
    ['solarize', 0.8, 7],
  ],
  [
    ['sharpness', 0.4, 7],
    ['invert', 0.6, null],
  ],
  [
    ['shear-x', 0.6, 5],
    ['equalize', 1.0, null],
  ],
  [
    ['saturation', 0.4, 0],
    ['equalize', 0.6, null],
  ],
  [
    ['equalize', 0.4, null],
    ['solarize', 0.2, 4],
  ],
  [
    ['solarize', 0.6, 5],
    ['auto-contrast', 0.6, null],
  ],
  [
    ['invert', 0.6, null],
    ['equalize', 1.0, null],
  ],
  [
    ['saturation', 0.6, 4],
    ['contrast', 1.0, 8],
  ],
  [
    ['equalize', 0.8, null],
    ['equalize', 0.6, null],
  ],
];

/** The policies by name. */
export const POLICIES: Readonly<Record<PolicyName, Policy>> = {cifar10, imagenet};

/** The data set on which a policy was found. */
export type PolicyName = 'cifar10' | 'imagenet';
