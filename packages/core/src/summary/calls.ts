import type * as tfl from '@tensorflow/tfjs-layers';
import {CoreError} from '../errors.js';

export type Layer = tfl.LayersModel['layers'][number];

/** One use of a layer in a network. */
export interface LayerCall {
  layer: Layer;
  /** The layer's name, behind those of the models that it is nested in: `base/conv1`. */
  name: string;
  /** Indices of the calls whose outputs it takes. */
  inputs: number[];
  /** For one image. */
  inputShape: number[];
  /** For one image. */
  outputShape: number[];
}

/**
 * Every use of a layer, inputs before what takes them, a branch whole before its shortcut. Models that are used as layers
 * are opened. The walk takes time in proportion to the network, and no stack for its depth.
 *
 * @throws CoreError `BAD_OPTION` where the network leaves a size open.
 */
export function callsOf(model: tfl.LayersModel): LayerCall[] {
  const calls: LayerCall[] = [];
  open(model, {calls, prefix: ''});
  return calls;
}

interface Place {
  calls: LayerCall[];
  /** Names of the models around this one. */
  prefix: string;
  /** Calls that feed this model, in the order of its inputs. Default its own input layers. */
  feeds?: number[];
}

/** Adds the calls of a model, and returns the indices of those that make its outputs. */
function open(model: tfl.LayersModel, {calls, prefix, feeds}: Place): number[] {
  /** Which call made a tensor. */
  const makers = new Map<number, number>();
  if (feeds) model.inputs.forEach((input, i) => void makers.set(input.id, feeds[i]!));
  const pending = [...model.outputs].reverse();
  while (pending.length > 0) {
    const tensor = pending.at(-1)!;
    const missing = makers.has(tensor.id) ? [] : tensor.inputs.filter(({id}) => !makers.has(id));
    if (missing.length > 0) {
      pending.push(...missing.reverse());
      continue;
    }
    pending.pop();
    if (makers.has(tensor.id)) continue;
    const layer = tensor.sourceLayer;
    const inputs = tensor.inputs.map(({id}) => makers.get(id)!);
    const name = prefix + layer.name;
    if (isModel(layer)) {
      const outputs = open(layer, {calls, prefix: `${name}/`, feeds: inputs});
      makers.set(tensor.id, outputs[tensor.outputTensorIndex ?? 0]!);
      continue;
    }
    const outputShape = fixed(tensor, name);
    const inputShape = inputs.length > 0 ? calls[inputs[0]!]!.outputShape : outputShape;
    makers.set(tensor.id, calls.push({layer, name, inputs, inputShape, outputShape}) - 1);
  }
  return model.outputs.map(({id}) => makers.get(id)!);
}

function isModel(layer: Layer): layer is tfl.LayersModel {
  return 'layers' in layer && 'outputs' in layer;
}

function fixed({shape}: tfl.SymbolicTensor, name: string): number[] {
  const sizes = shape.slice(1);
  if (sizes.every(size => size !== null)) return sizes;
  const given = sizes.map(size => size ?? '?').join('x');
  throw new CoreError(
    'BAD_OPTION',
    `${name}: expected a layer of known size, got ${given}; build the network for images of one size`,
  );
}
