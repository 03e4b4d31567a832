import * as tfl from '@tensorflow/tfjs-layers';
import {basicBlock} from '../blocks/basic-block.js';
import {batchNorm} from '../blocks/batch-norm.js';
import type {BlockOptions} from '../blocks/block-options.js';
import {type BottleneckBlockOptions, bottleneckBlock} from '../blocks/bottleneck-block.js';
import {normRelu} from '../blocks/norm-relu.js';
import {preactivationBasicBlock} from '../blocks/preactivation-basic-block.js';
import {preactivationBottleneckBlock} from '../blocks/preactivation-bottleneck-block.js';
import {
  averagedProjection,
  biasedProjection,
  projection,
  projectionEverywhere,
  type Shortcut,
  wideProjection,
  zeroPadded,
} from '../blocks/shortcuts.js';
import {unallocated} from '../initializers/unallocated.js';
import {type WeightInitializer, weightInitializer} from '../initializers/weight-initializer.js';
import {bottleneckExpansion, bottleneckWidth} from './bottleneck-width.js';
import {type ResNetConfig, type ResolvedConfig, resolveConfig, type ShortcutName} from './config.js';
import {head} from './head.js';
import {type ModelOptions, requireSizes} from './model-options.js';
import {withSmallestImage} from './smallest-image.js';
import {stem} from './stem.js';

const shortcuts: Record<ShortcutName, Shortcut | false> = {
  A: zeroPadded,
  B: projection,
  C: projectionEverywhere,
  D: averagedProjection,
  biased: biasedProjection,
  '3x3': wideProjection,
  none: false,
};

/**
 * Builds a residual network from its description.
 *
 * @param config Which network; its layers are named as torchvision names them.
 * @returns A model from `[batch, height, width, channels]` to logits `[batch, classes]`, or to features.
 * @throws CoreError `BAD_OPTION`; `INPUT_TOO_SMALL` with the layer and the smallest image.
 */
export function resnet(
  config: ResNetConfig,
  {
    inputShape = [224, 224, 3],
    classes = 1000,
    initializer: scheme = 'pytorch',
    seed = 0,
    allocate = true,
    name = 'resnet',
  }: ModelOptions & {name?: string} = {},
): tfl.LayersModel {
  requireSizes({inputShape, classes});
  const network = resolveConfig(config);
  const initializer = allocate ? weightInitializer({scheme, seed}) : unallocated;
  return withSmallestImage(config, () => {
    const input = tfl.input({shape: [...inputShape], name: 'input'});
    let x = stem(input, {...network.stem, initializer});
    x = stages(x, network, initializer);
    if (network.preactivation) x = normRelu(x, {norm: network.norm && batchNorm, name: 'bn'});
    x = head(x, {...network, classes, initializer});
    return tfl.model({inputs: input, outputs: x, name});
  });
}

function stages(x: tfl.SymbolicTensor, network: ResolvedConfig, initializer: WeightInitializer): tfl.SymbolicTensor {
  const build = blockOf(network);
  const {depths, filters, strides, norm, bias, groups, innerRelu, squeezeExcitation, antiAlias, zeroInit} = network;
  const shared = {
    ...{bias, groups, innerRelu, antiAlias, zeroInit, initializer},
    ...(squeezeExcitation && {squeezeExcitation}),
    norm: norm && batchNorm,
    shortcut: shortcuts[network.shortcut],
  };
  const last = depths.reduce((sum, depth) => sum + depth, 0) - 1;
  let index = 0;
  depths.forEach((depth, stage) => {
    for (let block = 0; block < depth; block++) {
      x = build(x, {
        ...shared,
        filters: filters[stage]!,
        stride: block === 0 ? strides[stage]! : 1,
        // Deeper blocks are skipped more often, in equal steps.
        stochasticDepth: last === 0 ? network.stochasticDepth : (network.stochasticDepth * index) / last,
        name: `layer${stage + 1}.${block}`,
      });
      index++;
    }
  });
  return x;
}

/** The block function of a network, to be told the channels of the stage. */
function blockOf(network: ResolvedConfig): (x: tfl.SymbolicTensor, options: BlockOptions) => tfl.SymbolicTensor {
  const {block, preactivation, strideIn} = network;
  if (block === 'basic') return preactivation ? preactivationBasicBlock : basicBlock;
  const build = preactivation ? preactivationBottleneckBlock : bottleneckBlock;
  return (x, options) => {
    const bottleneck: BottleneckBlockOptions = {
      ...options,
      filters: bottleneckExpansion * options.filters,
      width: bottleneckWidth(network, options.filters),
      strideIn,
    };
    return build(x, bottleneck);
  };
}
