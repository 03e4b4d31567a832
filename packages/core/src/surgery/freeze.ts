import type * as tfl from '@tensorflow/tfjs-layers';
import {CoreError} from '../errors.js';
import {stageOf} from '../networks/stage-of.js';

/**
 * Freezes a network up to and including a stage, for fine-tuning: training leaves those layers alone, and goes on with
 * all behind them, whatever was frozen before. Their batch norms stay at the running statistics that they have, in
 * training too, and leave them alone, as Keras's `trainable = false` does. (PyTorch's `requires_grad = False` alone lets
 * the statistics move; there one calls `eval()` on those layers besides.)
 *
 * @param options `until`: the last stage to freeze: `stem`, `layer1` and so on.
 * @throws CoreError `BAD_OPTION` for a stage that the network does not have.
 */
export function freeze(model: tfl.LayersModel, {until}: {until: string}): void {
  const stages = [...new Set(model.layers.map(({name}) => stageOf(name)))];
  const last = stages.indexOf(until);
  if (last < 0) {
    throw new CoreError('BAD_OPTION', `until: expected one of ${stages.join(', ')}, got ${until}`);
  }
  for (const layer of model.layers) layer.trainable = stages.indexOf(stageOf(layer.name)) > last;
}

/** Undoes {@link freeze}: all layers train again. */
export function unfreeze(model: tfl.LayersModel): void {
  for (const layer of model.layers) layer.trainable = true;
}
