import {type NameMap, type NameRule, nameMap} from './name-map.js';

const body: readonly NameRule[] = [
  ['embedder.embedder.convolution', 'conv1'],
  ['embedder.embedder.normalization', 'bn1'],
  ['encoder.stages.{s}.layers.{b}.layer.{n}.convolution', 'layer{s+1}.{b}.conv{n+1}'],
  ['encoder.stages.{s}.layers.{b}.layer.{n}.normalization', 'layer{s+1}.{b}.bn{n+1}'],
  ['encoder.stages.{s}.layers.{b}.shortcut.convolution', 'layer{s+1}.{b}.downsample.0'],
  ['encoder.stages.{s}.layers.{b}.shortcut.normalization', 'layer{s+1}.{b}.downsample.1'],
];

/**
 * Hugging Face transformers (`microsoft/resnet-18` to `-152`): `ResNetForImageClassification`, and `ResNetModel`, which
 * leaves out the head and the `resnet.` before its names.
 */
export const transformers: NameMap = nameMap([
  ...body.map(([published, ours]): NameRule => [`resnet.${published}`, ours]),
  ['classifier.1', 'fc'],
  ...body,
]);
