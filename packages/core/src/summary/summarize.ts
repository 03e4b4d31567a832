import type * as tfl from '@tensorflow/tfjs-layers';
import {isStatistic} from '../weights/parameter-name.js';

/** One layer of a {@link ModelSummary}. */
export interface LayerSummary {
  name: string;
  /** TF.js's name of its class, as `Conv2D`. */
  type: string;
  /** Shape of its output for one image, as `[24, 24, 16]`. */
  outputShape: number[];
  /** Values to learn; running statistics are none. */
  parameters: number;
  /** Multiply-adds of convolutions and fully connected layers, for one image. */
  multiplyAdds: number;
}

/** What a network consists of. */
export interface ModelSummary {
  name: string;
  layers: LayerSummary[];
  /** Values to learn; running statistics are none. */
  parameters: number;
  /** Those of them that are not frozen. */
  trainableParameters: number;
  /** Multiply-adds of convolutions and fully connected layers, for one image. */
  multiplyAdds: number;
}

/** Counts parameters and work of a network, layer by layer, as PyTorch's users count them. */
export function summarize(model: tfl.LayersModel): ModelSummary {
  const layers = model.layers.map(summarizeLayer);
  return {
    name: model.name,
    layers,
    parameters: total(layers.map(layer => layer.parameters)),
    trainableParameters: total(model.trainableWeights.map(size)),
    multiplyAdds: total(layers.map(layer => layer.multiplyAdds)),
  };
}

function summarizeLayer(layer: tfl.LayersModel['layers'][number]): LayerSummary {
  const outputShape = (layer.outputShape as (number | null)[]).slice(1) as number[];
  const kernels = layer.weights.filter(weight => weight.shape.length > 1);
  // Each value of a kernel is used once for every position of the output.
  const positions = product(outputShape.slice(0, -1));
  return {
    name: layer.name,
    type: layer.getClassName(),
    outputShape,
    parameters: total(layer.weights.filter(weight => !isStatistic(weight.originalName)).map(size)),
    multiplyAdds: positions * total(kernels.map(size)),
  };
}

function size({shape}: {readonly shape: readonly (number | null)[]}): number {
  return product(shape as readonly number[]);
}

function product(factors: readonly number[]): number {
  return factors.reduce((product, factor) => product * factor, 1);
}

function total(terms: readonly number[]): number {
  return terms.reduce((sum, term) => sum + term, 0);
}
