import {type Costs, createModel, type ModelInfo, modelInfo, predictGeometry, summarize} from '@residual/core';
import {layerParts} from './layer-part.js';
import type {StagePart} from './part.js';
import {type Remark, remarksOn} from './remarks.js';
import {costsOf, stagePart} from './stage-part.js';

/** For which images and classes. */
export interface DescribeOptions {
  /** Height and width of the image. Default the network's own. */
  readonly size?: number;
  /** Default the network's own. */
  readonly classes?: number;
}

/** A network as the page shows it. */
export interface Description extends Readonly<Costs> {
  readonly name: string;
  /** Height, width, channels. */
  readonly inputShape: readonly number[];
  readonly classes: number;
  /** Height and width of the smallest image that all its windows fit on. */
  readonly smallest: number;
  /** Layers with weights, as papers count them: those on shortcuts and in gates aside. */
  readonly depth: number;
  readonly stages: readonly StagePart[];
  readonly remarks: readonly Remark[];
}

/**
 * What a network consists of. Only two blocks of each stage are built, and none takes memory for its weights: the second
 * equals all that follow it. So the deepest network takes no longer than a shallow one.
 *
 * @throws CoreError `UNKNOWN_MODEL`; `INPUT_TOO_SMALL`.
 */
export function describeNetwork(name: string, {size, classes}: DescribeOptions = {}): Description {
  const info = modelInfo(name);
  const [height, width, channels] = info.inputShape;
  const options = {
    inputShape: [size ?? height, size ?? width, channels] as const,
    classes: classes ?? info.classes,
    allocate: false,
    ...cut(info),
  };
  const model = createModel(name, options);
  const summary = summarize(model);
  const layers = layerParts(model, summary);
  model.dispose();
  let unseen = 0;
  const stages = summary.stages.map(stage => {
    const {part, adds} = stagePart(stage, {layers, depth: depthOf(stage.name, info) ?? stage.blocks.length, unseen});
    unseen += adds;
    return part;
  });
  return {
    name,
    inputShape: options.inputShape,
    classes: options.classes,
    ...costsOf(stages),
    smallest: smallestImage(info),
    depth: depthInLayers(stages),
    stages,
    remarks: remarksOn(info, stages),
  };
}

/** Two blocks of each stage. */
function cut({config}: ModelInfo): {depths?: readonly number[]} {
  return config ? {depths: config.depths.map(depth => Math.min(depth, 2))} : {};
}

function depthOf(stage: string, {config}: ModelInfo): number | undefined {
  const number = /^layer(\d+)$/.exec(stage)?.[1];
  return number === undefined ? undefined : config?.depths[Number(number) - 1];
}

function depthInLayers(stages: readonly StagePart[]): number {
  const counted = stages.flatMap(({parts}) =>
    parts.flatMap(part =>
      part.kind === 'layer' ? {layer: part, count: 1} : part.parts.map(layer => ({layer, count: part.count})),
    ),
  );
  return counted
    .filter(({layer}) => layer.multiplyAdds > 0 && layer.way === 'branch')
    .reduce((sum, {count}) => sum + count, 0);
}

function smallestImage(info: ModelInfo): number {
  for (let size = 1; ; size++) {
    if (fits(info, size)) return size;
  }
}

function fits(info: ModelInfo, size: number): boolean {
  const inputShape = [size, size, info.inputShape[2]] as const;
  try {
    if (info.config) predictGeometry({...info.config, ...cut(info)}, {inputShape});
    else createModel(info.name, {inputShape, allocate: false}).dispose();
    return true;
  } catch {
    return false;
  }
}
