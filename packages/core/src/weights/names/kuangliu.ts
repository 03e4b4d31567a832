import {type NameMap, type NameRule, nameMap} from './name-map.js';

const blocks: readonly NameRule[] = [
  ['conv1', 'conv1'],
  ['layer{s}.{b}.conv{n}', 'layer{s}.{b}.conv{n}'],
  ['layer{s}.{b}.bn{n}', 'layer{s}.{b}.bn{n}'],
  ['linear', 'fc'],
];

/** kuangliu/pytorch-cifar's ResNet, and akamaster/pytorch_resnet_cifar10, whose shortcuts have no parameters. */
export const kuangliu: NameMap = nameMap([
  ...blocks,
  ['bn1', 'bn1'],
  ['layer{s}.{b}.shortcut.{n}', 'layer{s}.{b}.downsample.{n}'],
]);

/** kuangliu/pytorch-cifar's PreActResNet. It has no norm behind its stages, which ours and the paper have: `bn`. */
export const kuangliuPreact: NameMap = nameMap([...blocks, ['layer{s}.{b}.shortcut.0', 'layer{s}.{b}.downsample']]);
