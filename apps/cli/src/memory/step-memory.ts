import {createModel, summarize} from '@residual/core';
import {startQuietEngine} from '../engine/choose.js';

/** Bytes of the program with an engine and a data set, before anything is trained. */
const PROGRAM = 800e6;

/** Bytes for each value that is trained: weight, gradient, momentum and the new weight, in float32. */
const PER_PARAMETER = 16;

/** What a step holds at once, in outputs of all layers. */
const OUTPUTS = 1.3;

/** How large a training step is. */
export interface StepSize {
  readonly batchSize: number;
  /** Height and width of the images. */
  readonly side: number;
}

/**
 * What training steps of a network take in memory, as a function of their size: bytes, 1.1 to 1.5 times what
 * the processes of docs/bench had resident at most, in float32.
 *
 * Starts WASM, where nothing else runs yet. Throws CoreError `UNKNOWN_MODEL`.
 */
export async function stepMemory(name: string): Promise<(size: StepSize) => number> {
  await startQuietEngine();
  // The values do not matter: those that are drawn fastest.
  const model = createModel(name, {initializer: 'xavier'});
  const {parameters, activationBytes} = summarize(model);
  const [, height, width] = model.inputs[0]!.shape as number[];
  model.dispose();
  const perPixel = activationBytes / (height! * width!);
  return ({batchSize, side}) => PROGRAM + PER_PARAMETER * parameters + OUTPUTS * perPixel * side ** 2 * batchSize;
}
