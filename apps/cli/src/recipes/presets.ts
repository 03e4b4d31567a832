import {CIFAR10, IMAGENET, type Normalization} from '@residual/data';
import type {DataSettingsInput} from '../recipe/data.js';

/** What a preset says of the data of a recipe: to be spread into it. */
export type DataPreset = Pick<DataSettingsInput, 'resize' | 'augment' | 'normalize'>;

/** The fields of a recipe's `data.normalize` for constants of `@residual/data`. */
export function normalizedBy({mean, std}: Normalization): DataSettingsInput['normalize'] {
  return {mean: [...mean], std: [...std]};
}

/** Pixels from 0 to 1 become -1 to 1. */
export const HALVES: DataSettingsInput['normalize'] = {mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5]};

/**
 * How networks for ImageNet are trained (He et al. 2016), and what the last cells of the second notebook try: a random part
 * of the image at `size`, flipped or not, with ImageNet's constants.
 */
export function imagenetCrops({size = 224}: {size?: number} = {}): DataPreset {
  return {
    resize: size,
    augment: [{name: 'random-resized-crop', size}, {name: 'horizontal-flip'}],
    normalize: normalizedBy(IMAGENET),
  };
}

/** How the ResNet paper trains on CIFAR: four pixels of border, a crop of 32, flipped or not. */
export function cifarCrops(): DataPreset {
  return {
    augment: [{name: 'random-crop', size: 32, padding: 4}, {name: 'horizontal-flip'}],
    normalize: normalizedBy(CIFAR10),
  };
}
