import {type NameMap, nameMap} from './name-map.js';

/**
 * timm's pre-activation networks with batch norm, `resnetv2_18` to `resnetv2_152`, and the deep stems of their `d`
 * variants. Their head is a 1x1 convolution. Those with group norm (`_bit`, `_gn`) have other layers than ours.
 */
export const timmResnetv2: NameMap = {
  ...nameMap([
    ['stem.conv', 'conv1'],
    ['stem.conv1', 'conv1.0'],
    ['stem.norm1', 'conv1.1'],
    ['stem.conv2', 'conv1.3'],
    ['stem.norm2', 'conv1.4'],
    ['stem.conv3', 'conv1.6'],
    ['stages.{s}.blocks.{b}.conv{n}', 'layer{s+1}.{b}.conv{n}'],
    ['stages.{s}.blocks.{b}.norm{n}', 'layer{s+1}.{b}.bn{n}'],
    ['stages.{s}.blocks.{b}.downsample.conv', 'layer{s+1}.{b}.downsample'],
    ['norm', 'bn'],
    ['head.fc', 'fc'],
  ]),
  pointwise: ['fc.weight'],
};
