import {inScope, type Precision} from '@residual/backend-node-gpu';
import {createModel, foldBatchNorm, modelInfo, summarize} from '@residual/core';
import {crossEntropy, type Model, type Optimizer, sgd, sideBySide, trainStep} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import type {LayersModel} from '@tensorflow/tfjs-layers';

/** What is timed. */
export interface SubjectOptions {
  readonly model: string;
  readonly input?: [number, number, number] | undefined;
  readonly classes?: number | undefined;
  readonly batch: number;
  /** Predicts, with batch norm folded, in the place of training. */
  readonly inference?: boolean | undefined;
}

/** How a training step is computed, as far as that changes what it is made of. */
interface StepOptions {
  /** Parts of a batch that are computed side by side. */
  readonly parts: number;
  /** In float16 the loss is scaled. */
  readonly precision: Precision;
}

/** A step of a network, its inputs and its variables: what engines run, compile and profile. */
export interface Subject {
  readonly model: LayersModel;
  readonly step: (...inputs: tf.Tensor[]) => tf.Tensor[];
  readonly inputs: readonly tf.Tensor[];
  readonly variables: readonly tf.Variable[];
  /** Whether the variables are built into the compiled step, as those of a prediction are. */
  readonly frozen: boolean;
  /** Multiplications and additions in a step; a training step's are counted as three forward passes. */
  readonly operations: number;
}

/** What every step is, whatever its parts: shapes, and the batch norm that settles whether it has parts. */
export interface SubjectShape {
  readonly input: readonly [number, number, number];
  readonly classes: number;
  readonly batchNorm: boolean;
}

/** The sizes that a network has unless told otherwise. Throws CoreError `UNKNOWN_MODEL`. */
export function shapeOf({model, input, classes}: SubjectOptions): SubjectShape {
  const info = modelInfo(model);
  return {input: input ?? info.inputShape, classes: classes ?? info.classes, batchNorm: info.batchNorm};
}

/** Builds the network and its step on the engine that runs. Throws CoreError. */
export function openSubject(options: SubjectOptions, computed: StepOptions): Subject {
  const {batch, inference} = options;
  const {input, classes} = shapeOf(options);
  const built = createModel(options.model, {inputShape: input, classes});
  const {multiplyAdds} = summarize(built);
  const model = inference ? foldBatchNorm(built) : built;
  if (model !== built) built.dispose();
  const x = tf.randomNormal([batch, ...input], 0, 1, 'float32', 1);
  const labels = Int32Array.from({length: batch}, (_, i) => i % classes);
  const forward = 2 * multiplyAdds * batch;
  if (inference) return {model, ...inferenceStep(model, x), frozen: true, operations: forward};
  const y = tf.tensor1d(labels, 'int32');
  return {model, ...trainingStep(model, [x, y], computed), frozen: false, operations: 3 * forward};
}

function inferenceStep(model: LayersModel, x: tf.Tensor): Pick<Subject, 'step' | 'inputs' | 'variables'> {
  const variables = model.weights.map(weight => weight.read() as tf.Variable);
  // A trained network has biases, and TensorFlow leaves out what adds zeros.
  for (const bias of variables.filter(({rank}) => rank === 1)) {
    tf.tidy(() => bias.assign(tf.randomNormal(bias.shape, 0, 0.1, 'float32', 1)));
  }
  return {step: images => [model.apply(images, {training: false}) as tf.Tensor], inputs: [x], variables};
}

function trainingStep(
  model: LayersModel,
  [x, y]: readonly [tf.Tensor, tf.Tensor],
  {parts, precision}: StepOptions,
): Pick<Subject, 'step' | 'inputs' | 'variables'> {
  const train = trainStep({
    model: sideBySide(model as Model, parts),
    optimizer: named(sgd({momentum: 0.9})),
    loss: (logits, labels) => inScope('loss', () => crossEntropy(logits, labels)),
    ...(precision === 'float16' ? {lossScale: {}} : {}),
  });
  // At rate 0 the update is computed as ever, and weights that see the same images again and again stay finite.
  const [rate, count] = [tf.scalar(0), tf.scalar(0)];
  const drawn = train.draw(x.shape, {seed: 0, step: 0});
  const step = (...inputs: tf.Tensor[]) => train.run(...(inputs as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor]));
  return {step, inputs: [x, y, rate, count, ...drawn], variables: train.variables};
}

/** The same optimizer, whose operations a profile finds under its name. */
function named(optimizer: Optimizer): Optimizer {
  return {...optimizer, update: options => inScope('optimizer', () => optimizer.update(options))};
}
