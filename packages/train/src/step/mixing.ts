import * as tf from '@tensorflow/tfjs-core';
import {TrainError} from '../errors.js';
import type {Loss} from '../losses/loss.js';
import {countCorrect} from '../metrics/accuracy.js';
import {beta, permutation, type Random} from '../random.js';

/** How images of a batch are mixed with one another, and their labels with them. With both kinds, each has its turn by chance. */
export interface MixingOptions {
  /** Blends two images (Zhang et al. 2018, "mixup") in shares drawn from Beta(mixup, mixup); 0.2 is usual. */
  mixup?: number;
  /** Puts a box of one image into another (Yun et al. 2019, "CutMix"), sized by Beta(cutmix, cutmix); 1 is usual. */
  cutmix?: number;
  /** Share of the batches that are mixed. Default 1. */
  probability?: number;
}

/** What is drawn for one batch. */
interface Mixture {
  /** Which image each is mixed with, `[batch, 1]`. */
  partners: Int32Array;
  /** Share of each pixel that stays, `[1, height, width, 1]`. */
  mask: Float32Array;
  /** Share of the label that stays. */
  share: number;
}

/** The tensors of one batch's mixture: `[partners, mask, share]`. */
export type MixtureTensors = [partners: tf.Tensor, mask: tf.Tensor, share: tf.Tensor];

/** @throws TrainError `BAD_OPTION` */
export function requireMixing({mixup, cutmix, probability = 1}: MixingOptions): void {
  for (const [name, alpha] of Object.entries({mixup, cutmix})) {
    if (alpha === undefined || (alpha > 0 && Number.isFinite(alpha))) continue;
    throw new TrainError('BAD_OPTION', `expected mixing.${name} to be a number above 0, got ${alpha}`);
  }
  if (mixup === undefined && cutmix === undefined) {
    throw new TrainError('BAD_OPTION', 'expected mixing to have mixup, cutmix or both, got neither');
  }
  if (!(probability >= 0 && probability <= 1)) {
    throw new TrainError('BAD_OPTION', `expected mixing.probability to be from 0 to 1, got ${probability}`);
  }
}

/** Draws the mixture of a batch of shape `[batch, height, width, channels]`, as tensors for the step. */
export function drawMixture(shape: readonly number[], options: MixingOptions, random: Random): MixtureTensors {
  const [batch, height, width] = shape as [number, number, number];
  const {partners, mask, share} = mixture({batch, height, width}, options, random);
  return [tf.tensor2d(partners, [batch, 1], 'int32'), tf.tensor4d(mask, [1, height, width, 1]), tf.scalar(share)];
}

function mixture(
  {batch, height, width}: {batch: number; height: number; width: number},
  {mixup, cutmix, probability = 1}: MixingOptions,
  random: Random,
): Mixture {
  const mixed = random() < probability;
  const cuts = cutmix !== undefined && (mixup === undefined || random() < 0.5);
  const partners = permutation(batch, random);
  const mask = new Float32Array(height * width).fill(1);
  if (!mixed) return {partners, mask, share: 1};
  if (!cuts) {
    const share = beta(mixup!, random);
    return {partners, mask: mask.fill(share), share};
  }
  // The box is centred anywhere and cut off at the edges; what is left of it decides the share.
  const side = Math.sqrt(1 - beta(cutmix, random));
  const [top, bottom] = span(height, side, random);
  const [left, right] = span(width, side, random);
  for (let row = top; row < bottom; row++) mask.fill(0, row * width + left, row * width + right);
  return {partners, mask, share: 1 - ((bottom - top) * (right - left)) / (height * width)};
}

/** A stretch of `side * length`, centred anywhere, as far as it lies between 0 and `length`. */
function span(length: number, side: number, random: Random): [from: number, to: number] {
  const centre = Math.floor(random() * length);
  const half = Math.floor((side * length) / 2);
  return [Math.max(0, centre - half), Math.min(length, centre + half)];
}

/** Each image `[batch, height, width, channels]` mixed with its partner. */
export function mixImages(x: tf.Tensor, [partners, mask]: MixtureTensors): tf.Tensor {
  return tf.add(tf.mul(x, mask), tf.mul(tf.gatherND(x, partners), tf.sub(1, mask)));
}

/**
 * Loss and right answers of mixed images: those for their own labels and those for their partners', each by its share.
 * The count is then no whole number.
 */
export function mixedResult(
  logits: tf.Tensor2D,
  labels: tf.Tensor1D,
  {loss, mixture: [partners, , share]}: {loss: Loss; mixture: MixtureTensors},
): {loss: tf.Scalar; correct: tf.Scalar} {
  const others = tf.gatherND(labels, partners) as tf.Tensor1D;
  const blend = (own: tf.Tensor, other: tf.Tensor): tf.Scalar =>
    tf.add(tf.mul(own, share), tf.mul(other, tf.sub(1, share)));
  return {
    loss: blend(loss(logits, labels), loss(logits, others)),
    correct: blend(countCorrect(logits, labels), countCorrect(logits, others)),
  };
}
