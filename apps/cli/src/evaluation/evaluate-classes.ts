import {setImmediate} from 'node:timers/promises';
import type {Dataset} from '@residual/data';
import {type Compile, eager, evaluateStep} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {CliError} from '../errors.js';
import {EVALUATION_BATCH} from '../recipe/open-data.js';
import {type ClassEvaluation, Tally} from './tally.js';

/** Pixels in a batch at the most, so that the activations of large images fit into memory. */
const MOST_PIXELS = 2 ** 20;

/** How an evaluation is computed and watched. */
interface EvaluateClassesOptions {
  /** Default `eager`. */
  readonly compile?: Compile | undefined;
  /** Called with the number of images that are done. */
  readonly onProgress: (samples: number) => void;
}

/** Goes once through a data set. Throws CliError `TOO_FEW_CLASSES` where the network has fewer classes than the data. */
export async function evaluateClasses(
  model: LayersModel,
  dataset: Dataset,
  {compile = eager, onProgress}: EvaluateClassesOptions,
): Promise<ClassEvaluation> {
  const tally = new Tally(dataset.classes);
  assertClasses(model, dataset);
  const {variables} = evaluateStep({model});
  const forward = compile(x => [model.apply(x!, {training: false}) as tf.Tensor], {variables});
  try {
    for await (const {x, shape, y} of dataset.batch(await batchSize(dataset))) {
      tally.add(await logitsOf(x, {shape, run: forward.run}), y);
      onProgress(tally.samples);
      // Progress is drawn and signals arrive between two batches, also where an engine computes synchronously.
      await setImmediate();
    }
  } finally {
    forward.dispose();
  }
  return tally.result();
}

function assertClasses({outputShape}: LayersModel, {classes}: Dataset): void {
  const outputs = (outputShape as number[]).at(-1)!;
  if (outputs >= classes.length) return;
  throw new CliError(`The network tells ${outputs} classes apart, the data has ${classes.length}.`, {
    code: 'TOO_FEW_CLASSES',
    exit: 'usage',
    mend: 'Evaluate it on data with its classes, named by --data.',
  });
}

async function batchSize(dataset: Dataset): Promise<number> {
  const [height, width] = (await dataset.get(0)).shape;
  return Math.max(1, Math.min(EVALUATION_BATCH, Math.floor(MOST_PIXELS / (height * width))));
}

async function logitsOf(
  pixels: Float32Array | Uint8Array,
  {shape, run}: {shape: [number, number, number, number]; run: (x: tf.Tensor) => Promise<tf.Tensor[]>},
): Promise<Float32Array> {
  const input = tf.tensor4d(pixels, shape, 'float32');
  try {
    const [logits] = await run(input);
    return (await logits!.data().finally(() => logits!.dispose())) as Float32Array;
  } finally {
    input.dispose();
  }
}
