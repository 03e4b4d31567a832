import {CoreError} from '../errors.js';
import {nearestName} from '../nearest-name.js';
import type {LayerCall} from '../summary/calls.js';

/**
 * The index of the call whose output a network is explained by: the one of that name, or the last one in the block or
 * stage of that name; without a name the last map of features, which is what the head pools or flattens.
 *
 * @throws CoreError `BAD_OPTION` where there is none, or it makes no map.
 */
export function explainedCall(calls: readonly LayerCall[], name?: string): number {
  const index = name === undefined ? lastMap(calls) : named(calls, name);
  if (!isMap(calls[index]!)) {
    const [given, shape] = [name ?? calls[index]!.name, calls[index]!.outputShape];
    throw new CoreError('BAD_OPTION', `${given}: expected a layer that makes a map of features, got [${shape}]`);
  }
  return index;
}

/** Pooling, padding and reordering only serve what comes next; a map of one place, as small images end in, explains nothing. */
function lastMap(calls: readonly LayerCall[]): number {
  const isService = ({layer}: LayerCall) => /Pooling|Padding|Permute|Reshape/.test(layer.getClassName());
  const isOnePlace = ({outputShape: [height, width]}: LayerCall) => height === 1 && width === 1;
  return Math.max(
    0,
    calls.findLastIndex(call => isMap(call) && !isService(call) && !isOnePlace(call)),
  );
}

function named(calls: readonly LayerCall[], name: string): number {
  const exact = calls.findIndex(call => call.name === name);
  const index = exact < 0 ? calls.findLastIndex(call => call.name.startsWith(`${name}.`)) : exact;
  if (index >= 0) return index;
  const near = nearestName(
    name,
    calls.map(call => call.name),
  );
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  throw new CoreError('BAD_OPTION', `layer: the network has no layer, block or stage ${name}${hint}`);
}

function isMap({outputShape, inputs}: LayerCall): boolean {
  return outputShape.length === 3 && inputs.length > 0;
}
