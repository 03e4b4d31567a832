import {type LayerSummary, type ModelSummary, parameterName} from '@residual/core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type {LayerPart, Weight} from './part.js';

type Layer = tfl.LayersModel['layers'][number];

/** The layers of a network by name, each with what the page shows of it. */
export function layerParts(model: tfl.LayersModel, {layers}: ModelSummary): Map<string, LayerPart> {
  const shapes = new Map(layers.map(({name, outputShape}) => [name, outputShape]));
  return new Map(
    layers.map(summary => {
      const inputShape = shapes.get(summary.inputs[0] ?? '') ?? summary.outputShape;
      return [summary.name, layerPart(summary, {layer: model.getLayer(summary.name), inputShape})];
    }),
  );
}

function layerPart(summary: LayerSummary, {layer, inputShape}: {layer: Layer; inputShape: number[]}): LayerPart {
  const {name, type, kernel, inputs, outputShape, parameters, multiplyAdds, activationBytes, receptiveField} = summary;
  const {activation} = layer.getConfig();
  return {
    kind: 'layer',
    ...{name, type, inputs, inputShape, outputShape, parameters, multiplyAdds, activationBytes},
    ...(type === 'Activation' && {activation: String(activation)}),
    ...(kernel && {kernel}),
    ...(receptiveField && {
      field: {first: receptiveField.size[0], last: receptiveField.size[0], jump: receptiveField.jump[0]},
    }),
    way: wayOf(summary),
    weights: layer.weights.map(weightOf),
  };
}

function wayOf({name, block}: LayerSummary): LayerPart['way'] {
  if (block !== undefined && name.startsWith(`${block}.downsample`)) return 'shortcut';
  return /\.se\.(?!scale$)/.test(name) ? 'gate' : 'branch';
}

function weightOf({originalName, shape}: Layer['weights'][number]): Weight {
  const name = parameterName(originalName);
  return {name, shape: pytorchShape(shape as number[]), learned: !/\.running_\w+$/.test(name)};
}

/** Kernels are `[height, width, in, out]` in TF.js and `[out, in, height, width]` in PyTorch. */
function pytorchShape(shape: readonly number[]): number[] {
  const axes = shape.length === 4 ? [3, 2, 0, 1] : shape.map((_, axis) => shape.length - 1 - axis);
  return axes.map(axis => shape[axis]!);
}
