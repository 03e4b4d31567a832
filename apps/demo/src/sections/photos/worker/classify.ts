import {CoreError, gradCam} from '@residual/core';
import {fittedSize} from '@residual/data';
import {softmax} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {networkOf} from './networks.js';
import {fitted, normalized} from './prepare.js';
import {readPhoto} from './read-photo.js';

/** What a network makes of a photo. */
export interface Answer {
  readonly classes: readonly string[];
  /** The probability of each class. */
  readonly scores: readonly number[];
  /** What speaks for a class; absent where the network has no map of features to look into. */
  readonly heat?: Heat;
}

/** Grad-CAM of a photo. */
export interface Heat {
  readonly classIndex: number;
  /** `[height, width]`, 0 to 1. */
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
  /** The part of the photo that the network sees, in shares of its height and width. */
  readonly region: {readonly top: number; readonly left: number; readonly height: number; readonly width: number};
}

/**
 * Classifies a photo, prepared as in training and by `residual predict`.
 *
 * @param options `classIndex`: for which class evidence is sought. Default: the answer.
 * @throws Problem `broken-photo`, `too-large`.
 */
export async function classify(
  photo: Blob,
  {network: id, classIndex}: {network: string; classIndex?: number | undefined},
): Promise<Answer> {
  const image = await readPhoto(photo);
  const {model, classes, ...preparation} = await networkOf(id);
  const {inputShape, normalize, fit: mode} = preparation;
  const data = normalized(fitted(image, preparation), normalize);
  const x = tf.tensor3d(data, [...inputShape]);
  try {
    const {
      heat: values,
      height,
      width,
      logits,
      classIndex: index,
    } = await gradCam(model, x, {
      ...(classIndex !== undefined && {classIndex}),
    });
    const {region} = fittedSize(image, {height: inputShape[0], width: inputShape[1], mode});
    const heat = {classIndex: index, values, height, width, region: shares(region, image)};
    return {classes, scores: softmax(logits), heat};
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    return {classes, scores: softmax(await logitsOf(model, x))};
  } finally {
    x.dispose();
  }
}

function shares(region: Heat['region'], {height, width}: {height: number; width: number}): Heat['region'] {
  return {
    top: region.top / height,
    left: region.left / width,
    height: region.height / height,
    width: region.width / width,
  };
}

async function logitsOf(model: LayersModel, x: tf.Tensor3D): Promise<Float32Array> {
  const logits = tf.tidy(() => model.predict(tf.expandDims(x)) as tf.Tensor);
  try {
    return await logits.data<'float32'>();
  } finally {
    logits.dispose();
  }
}
