import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';

type Layer = tfl.layers.Layer;
type LayerClass = {fromConfig(own: unknown, config: unknown): Layer};

/** Says what comes into a layer's place: its output, from those of the layers before it. */
export type Replace = (layer: Layer, inputs: tfl.SymbolicTensor[]) => tfl.SymbolicTensor;

/**
 * A new model of a model's form and name, made by walking its layers from the inputs to the outputs. For models in which
 * each layer is used once, as all of this package are.
 *
 * @param replace Called for each layer but the inputs; {@link copyLayer} keeps one as it is. Tensors that it makes besides
 * are freed.
 */
export function rebuild(model: tfl.LayersModel, replace: Replace): tfl.LayersModel {
  const made = new Map<number, tfl.SymbolicTensor>();
  for (const {id, shape, sourceLayer} of model.inputs) {
    made.set(id, tfl.input({batchShape: shape, name: sourceLayer.name}));
  }
  tf.tidy(() => {
    // TF.js lists the layers by depth: what a layer takes comes before it.
    for (const layer of model.layers) {
      const output = layer.output as tfl.SymbolicTensor;
      if (made.has(output.id)) continue;
      made.set(
        output.id,
        replace(
          layer,
          [layer.input].flat().map(input => made.get(input.id)!),
        ),
      );
    }
  });
  const ofModel = ({id}: tfl.SymbolicTensor) => made.get(id)!;
  return tfl.model({inputs: model.inputs.map(ofModel), outputs: model.outputs.map(ofModel), name: model.name});
}

/**
 * Applies a layer of the same configuration and weights. Until one of the two is trained, both have the same values in
 * memory.
 *
 * @param options `weights` and `changes` of the configuration, where they are not to be the same.
 */
export function copyLayer(
  layer: Layer,
  {
    inputs,
    weights = layer.getWeights(),
    changes = {},
  }: {inputs: tfl.SymbolicTensor[]; weights?: ReturnType<Layer['getWeights']>; changes?: object},
): tfl.SymbolicTensor {
  const layerClass = layer.constructor as unknown as LayerClass;
  const copy = layerClass.fromConfig(layerClass, {...withoutInitializers(layer.getConfig()), ...changes});
  const output = copy.apply(inputs.length === 1 ? inputs[0]! : inputs) as tfl.SymbolicTensor;
  copy.setWeights(weights);
  return output;
}

/** Random values that are written over are drawn for nothing. */
function withoutInitializers(config: object): object {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, key.endsWith('Initializer') ? 'zeros' : value]),
  );
}
