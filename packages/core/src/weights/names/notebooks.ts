import {type NameMap, nameMap} from './name-map.js';

/** The two CIFAR-10 notebooks: stages `block2` to `block5`, the first of which begins with its pooling. */
export const notebookCifar: NameMap = nameMap([
  ['block1', 'conv1'],
  ['block2.{b+1}.conv{n}', 'layer1.{b}.conv{n}'],
  ['block2.{b+1}.bn{n}', 'layer1.{b}.bn{n}'],
  ['block{s+1}.{b}.conv3', 'layer{s}.{b}.downsample.0'],
  ['block{s+1}.{b}.conv{n}', 'layer{s}.{b}.conv{n}'],
  ['block{s+1}.{b}.bn{n}', 'layer{s}.{b}.bn{n}'],
  ['classifier', 'fc'],
]);

/** The Fashion-MNIST notebook: one sequence, whose modules are numbered. */
export const notebookFashion: NameMap = nameMap([
  ['0.0', 'conv1'],
  ['0.1', 'bn1'],
  ['{s}.{b}.conv3', 'layer{s}.{b}.downsample.0'],
  ['{s}.{b}.conv{n}', 'layer{s}.{b}.conv{n}'],
  ['{s}.{b}.bn{n}', 'layer{s}.{b}.bn{n}'],
  ['7', 'fc'],
]);

/** The cats and dogs notebook: the branch of each block is one sequence, `conv1`. */
export const notebookCatsDogs: NameMap = nameMap([
  ['conv0.0', 'conv1'],
  ['conv0.1', 'bn1'],
  ['layer{s}.{b}.conv1.0', 'layer{s}.{b}.conv1'],
  ['layer{s}.{b}.conv1.1', 'layer{s}.{b}.bn1'],
  ['layer{s}.{b}.conv1.3', 'layer{s}.{b}.conv2'],
  ['layer{s}.{b}.conv1.4', 'layer{s}.{b}.bn2'],
  ['layer{s}.{b}.downsample.{n}', 'layer{s}.{b}.downsample.{n}'],
  ['fc.0', 'fc'],
]);
