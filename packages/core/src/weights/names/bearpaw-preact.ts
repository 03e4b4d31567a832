import {type NameMap, nameMap} from './name-map.js';

/**
 * bearpaw/pytorch-classification's `preresnet`. Its projections take a block's input as it comes; ours, as the paper's,
 * take it normalised, so that these weights load but the network behaves a little otherwise until it is trained on.
 */
export const bearpawPreact: NameMap = nameMap([
  ['conv1', 'conv1'],
  ['layer{s}.{b}.conv{n}', 'layer{s}.{b}.conv{n}'],
  ['layer{s}.{b}.bn{n}', 'layer{s}.{b}.bn{n}'],
  ['layer{s}.{b}.downsample.0', 'layer{s}.{b}.downsample'],
  ['bn', 'bn'],
  ['fc', 'fc'],
]);
