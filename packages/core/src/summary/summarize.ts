import type * as tfl from '@tensorflow/tfjs-layers';
import {isStatistic} from '../weights/parameter-name.js';
import {callsOf, type Layer, type LayerCall} from './calls.js';
import {kernelOf} from './kernel.js';
import {stagesOf} from './parts.js';
import {placesOf} from './places.js';
import {type FieldGrid, receptiveField} from './receptive-field.js';
import type {LayerSummary, ModelSummary} from './summary.js';
import {product, total, totalCosts} from './totals.js';

/**
 * What a network consists of, layer by layer and stage by stage, counted as PyTorch's users count: shapes, parameters,
 * multiply-adds, receptive fields and the memory of activations. Takes any `tf.LayersModel` for images of one size,
 * channels last; one whose layers have no names of stages counts as one stage.
 *
 * @throws CoreError `BAD_OPTION` where the network leaves a size open.
 */
export function summarize(model: tfl.LayersModel): ModelSummary {
  const calls = callsOf(model);
  const places = placesOf(calls.map(({name}) => name));
  const fields: (FieldGrid | undefined)[] = [];
  const counted = new Set<Layer>();
  const layers = calls.map((call, index) => {
    const kernel = kernelOf(call.layer, call.inputShape.at(-1)!);
    const field = receptiveField(
      {...call, kernel},
      call.inputs.map(input => fields[input]),
    );
    fields.push(field);
    const summary: LayerSummary = {
      name: call.name,
      type: call.layer.getClassName(),
      ...places[index]!,
      inputs: call.inputs.map(input => calls[input]!.name),
      outputShape: call.outputShape,
      ...(kernel && {kernel}),
      ...(field && {receptiveField: {size: field.size, jump: field.jump}}),
      // A layer that is used twice has its parameters once.
      parameters: counted.has(call.layer) ? 0 : parametersOf(call.layer),
      multiplyAdds: multiplyAddsOf(call),
      activationBytes: activationBytesOf(call),
    };
    counted.add(call.layer);
    return summary;
  });
  return {
    name: model.name,
    inputShape: calls[0]!.outputShape,
    outputShape: calls.at(-1)!.outputShape,
    ...totalCosts(layers),
    trainableParameters: total(model.trainableWeights.map(size)),
    stages: stagesOf(layers),
    layers,
  };
}

function parametersOf({weights}: Layer): number {
  return total(weights.filter(({originalName}) => !isStatistic(originalName)).map(size));
}

/** Each value of a kernel is used once for every position of the output. */
function multiplyAddsOf({layer, outputShape}: LayerCall): number {
  const kernels = layer.weights.filter(({originalName}) => originalName.endsWith('kernel'));
  return product(outputShape.slice(0, -1)) * total(kernels.map(size));
}

/** Layers that make no values of their own. */
const views = new Set(['InputLayer', 'Reshape', 'Flatten']);

function activationBytesOf({layer, outputShape}: LayerCall): number {
  return views.has(layer.getClassName()) ? 0 : 4 * product(outputShape);
}

function size({shape}: {readonly shape: readonly (number | null)[]}): number {
  return product(shape as readonly number[]);
}
