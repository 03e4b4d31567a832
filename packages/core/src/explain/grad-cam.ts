import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import {CoreError} from '../errors.js';
import {callsOf, type LayerCall} from '../summary/calls.js';
import {explainedCall} from './explained-call.js';

/** What is asked of {@link gradCam}. */
export interface GradCamOptions {
  /** For which class the evidence is sought. Default the one that the network answers. */
  classIndex?: number;
  /**
   * Where the network is looked into: a layer, as `layer2.1.relu2`, or the end of a block or a stage, as `layer2`, by the
   * names that `summarize` gives. Default the last map of features.
   */
  layer?: string;
}

/** Which parts of an image speak for a class. */
export interface GradCam {
  /** `[height, width]`, row-major: 0 where nothing speaks for the class, 1 where the most does; all 0 where nothing does. */
  heat: Float32Array;
  /** Of the map of features, which covers the whole image in fewer, larger squares. */
  height: number;
  width: number;
  /** The layer whose output was looked at. */
  layer: string;
  classIndex: number;
  /** What the network answers, `[classes]`. */
  logits: Float32Array;
}

/**
 * Grad-CAM: where in an image a network sees evidence for a class. The channels of a map of features are added up, each
 * weighted by the mean gradient of the class's logit with respect to it; what speaks against the class is cut off, and the
 * rest is divided by its largest value. Selvaraju et al. 2017, "Grad-CAM: Visual Explanations from Deep Networks via
 * Gradient-based Localization". The network is in inference mode and stays as it is.
 *
 * @param image `[height, width, channels]`, normalised as in training.
 * @throws CoreError `BAD_OPTION` for a class or a layer that the network has not, a layer that makes no map of features, and
 *   a network that leaves a size open; `SHAPE_MISMATCH` for an image of another shape.
 */
export async function gradCam(
  model: tfl.LayersModel,
  image: tf.Tensor3D,
  {classIndex, layer}: GradCamOptions = {},
): Promise<GradCam> {
  const calls = callsOf(model);
  const target = explainedCall(calls, layer);
  checkImage(image, calls[0]!.outputShape);
  const outputs = new Map<number, tf.Tensor>([[0, tf.expandDims(image)]]);
  const kept = tf.tidy(() => {
    runCalls(calls, {outputs, from: 1, to: calls.length});
    return [...outputs.values()];
  });
  try {
    const logits = outputs.get(calls.length - 1)!;
    const answers = (await logits.data()) as Float32Array;
    const index = classIndex ?? Math.max(0, answers.indexOf(Math.max(...answers)));
    checkClass(index, answers.length);
    const heat = tf.tidy(() => {
      const features = outputs.get(target)! as tf.Tensor4D;
      const logit = (values: tf.Tensor) => {
        const behind = new Map([...outputs, [target, values] as const]);
        runCalls(calls, {outputs: behind, from: target + 1, to: calls.length});
        return tf.sum(tf.slice(behind.get(calls.length - 1)!, [0, index], [1, 1]));
      };
      return weighted(features, tf.grad(logit)(features));
    });
    const {name, outputShape} = calls[target]!;
    const [height, width] = outputShape as [number, number];
    const values = (await heat.data()) as Float32Array;
    heat.dispose();
    return {heat: values, height, width, layer: name, classIndex: index, logits: answers};
  } finally {
    tf.dispose(kept);
  }
}

/** Applies the layers of a range of calls, whose inputs are among `outputs` or within the range. */
function runCalls(
  calls: readonly LayerCall[],
  {outputs, from, to}: {outputs: Map<number, tf.Tensor>; from: number; to: number},
): void {
  for (let index = from; index < to; index++) {
    const {layer, inputs} = calls[index]!;
    const given = inputs.map(input => outputs.get(input)!);
    outputs.set(index, layer.apply(given.length === 1 ? given[0]! : given, {training: false}) as tf.Tensor);
  }
}

/** Of features and gradients `[1, height, width, channels]` the heat `[height, width]`, from 0 to 1. */
function weighted(features: tf.Tensor4D, gradients: tf.Tensor): tf.Tensor {
  const weights = tf.mean(gradients, [1, 2], true);
  const heat = tf.relu(tf.sum(tf.mul(features, weights), [0, 3]));
  return tf.divNoNan(heat, tf.max(heat));
}

function checkImage({shape}: tf.Tensor3D, expected: readonly number[]): void {
  if (String(shape) === String(expected)) return;
  throw new CoreError('SHAPE_MISMATCH', `gradCam: expected an image of shape [${expected}], got [${shape}]`);
}

function checkClass(index: number, classes: number): void {
  if (Number.isInteger(index) && index >= 0 && index < classes) return;
  throw new CoreError('BAD_OPTION', `classIndex: expected a whole number from 0 to ${classes - 1}, got ${index}`);
}
