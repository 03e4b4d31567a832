import * as tf from '@tensorflow/tfjs-core';
import {TrainError} from './errors.js';
import {lossGradients} from './gradients.js';
import {crossEntropy} from './losses/cross-entropy.js';
import type {Loss} from './losses/loss.js';
import {countCorrect} from './metrics/accuracy.js';
import {logitsOf, type Model, modelVariables} from './model.js';
import {UNGROUPED} from './optimizers/groups.js';
import type {Optimizer} from './optimizers/optimizer.js';
import {useReluGradient} from './relu-gradient.js';
import {type ClipOptions, clipGradients, requireLimits} from './step/clip.js';
import {type Draws, drawsOf} from './step/draws.js';
import {type Assign, type Ema, type EmaOptions, emaOf, requireDecay} from './step/ema.js';
import type {InputStage} from './step/input-stage.js';
import {type LossScaleOptions, lossScaleOf, requireLossScale} from './step/loss-scale.js';
import {type MixingOptions, mixedResult, mixImages} from './step/mixing.js';

/** What a training step is made of. What is not asked for adds no operation to it. */
export interface TrainStepOptions {
  model: Model;
  optimizer: Optimizer;
  /** Default `crossEntropy`. */
  loss?: Loss;
  /** Limits on the gradients. */
  clip?: ClipOptions;
  /** Keeps a moving average of the weights, by which `fit` validates and which it leaves in the model at the end. */
  ema?: EmaOptions;
  /** What images go through on the engine before the model, and before they are mixed. Default: nothing. */
  input?: InputStage;
  /** Mixes the images of a batch with one another. */
  mixing?: MixingOptions;
  /**
   * Multiplies the loss before its gradients are taken, and divides them again, for steps that compute in float16: by a
   * scale that follows the gradients, as `torch.amp.GradScaler`'s, or by a fixed number. A step whose gradients overflow
   * leaves weights, slots and average as they were, halves the scale, and is not counted in what optimizer and average
   * make of the number of steps. Running statistics move in the forward pass all the same, as in PyTorch. Default: none.
   */
  lossScale?: LossScaleOptions | number;
}

/** One step of training as a function of tensors, with the variables that it reads and assigns. */
export interface TrainStep {
  /**
   * Forward pass, backward pass and update. Made of recordable ops only: no host reads, no branches on values.
   *
   * @param x images `[batch, height, width, channels]`, float32
   * @param y class indices `[batch]`, int32
   * @param learningRate float32 scalar
   * @param step number of steps done before, float32 scalar
   * @param drawn what `draw` gives for this batch and step
   * @returns mean loss and number of right answers, before the update
   */
  run(
    x: tf.Tensor,
    y: tf.Tensor,
    learningRate: tf.Tensor,
    step: tf.Tensor,
    ...drawn: tf.Tensor[]
  ): [loss: tf.Tensor, correct: tf.Tensor];
  /** The first half of `run`: loss, right answers, and the gradient, scaled where the loss is, of each weight that it reaches. */
  gradients(x: tf.Tensor, y: tf.Tensor, ...drawn: tf.Tensor[]): [loss: tf.Tensor, correct: tf.Tensor, ...tf.Tensor[]];
  /** The second half: moves the weights along the gradients that the first half gave. */
  update(learningRate: tf.Tensor, step: tf.Tensor, ...gradients: tf.Tensor[]): void;
  /** Draws what changes by chance from step to step: a seed for the model's layers, how images are mixed. Often nothing. */
  readonly draw: Draws['draw'];
  /** Number of tensors that `draw` gives. */
  readonly drawCount: number;
  /** The moving average of the weights, where one is kept. The step owns it. */
  readonly ema?: Ema;
  /** All variables by their checkpoint names: `model/<weight>`, `optimizer/<slot>/<weight>`, `ema/<weight>` and `scale/…`. */
  readonly named: ReadonlyMap<string, tf.Variable>;
  /** The same as a list: what `compile` wants. */
  readonly variables: readonly tf.Variable[];
  /** The optimizer's variables alone. The step owns them. */
  readonly slots: readonly tf.Variable[];
  /** Number of single values that are trained. */
  readonly parameterCount: number;
  /** The options that are JSON, and which weights the optimizer treats apart: compared when a run is resumed. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Frees the slots, the average and the scale. The model's weights stay. */
  dispose(): void;
}

/**
 * Makes the training step of a model. Which weights are trained is settled here; a weight that the loss does not reach
 * is left alone, without decay, as PyTorch does.
 *
 * @throws TrainError `BAD_MODEL` when nothing is trainable or two weights share a name, `BAD_OPTION`
 */
export function trainStep(options: TrainStepOptions): TrainStep {
  const {model, optimizer, loss = crossEntropy, clip, mixing, input} = options;
  useReluGradient();
  if (clip) requireLimits(clip);
  if (options.ema) requireDecay(options.ema);
  if (options.lossScale !== undefined) requireLossScale(options.lossScale);
  const {draw, read, count: drawCount} = drawsOf(model, {mixing, input});
  const weights = modelVariables(model);
  const names = model.weights.filter(({trainable}) => trainable).map(({originalName}) => originalName);
  if (names.length === 0) {
    throw new TrainError('BAD_MODEL', 'expected a model with trainable weights, got none; are all layers frozen?');
  }
  const parameters = names.map(name => weights.get(`model/${name}`)!);
  const groups = names.map(name => optimizer.groupOf?.(name) ?? UNGROUPED);
  const slots = tf.tidy(() => optimizer.init(parameters).map(initial => tf.variable(initial, false)));
  const slotNames = optimizer.slotNames.flatMap(slot => names.map(name => `optimizer/${slot}/${name}`));
  const ema = options.ema && emaOf(weights, options.ema);
  const lossScale = options.lossScale === undefined ? undefined : lossScaleOf(options.lossScale);
  const named = new Map([
    ...weights,
    ...slots.map((slot, i) => [slotNames[i]!, slot] as const),
    ...(ema?.named ?? []),
    ...(lossScale?.named ?? []),
  ]);
  /** For each parameter whether the loss depends on it: known when a forward pass was seen. */
  let reached: readonly boolean[] = [];

  const gradients: TrainStep['gradients'] = (x, y, ...drawn) => {
    const labels = y as tf.Tensor1D;
    const {seed, mixture, placement} = read(drawn);
    const entered = input ? input.apply(x, placement) : x;
    const images = mixture ? mixImages(entered, mixture) : entered;
    const result = lossGradients(
      () => {
        const logits = logitsOf(model, images, {training: true, ...(seed && {seed})});
        if (mixture) return mixedResult(logits, labels, {loss, mixture});
        return {loss: loss(logits, labels), correct: countCorrect(logits, labels)};
      },
      parameters,
      lossScale?.apply,
    );
    reached = result.gradients.map(gradient => gradient !== undefined);
    return [result.loss, result.correct, ...result.gradients.filter(gradient => gradient !== undefined)];
  };

  const update: TrainStep['update'] = (learningRate, count, ...found) => {
    const {gradients, step, isTaken} = lossScale?.settle(found, count) ?? {gradients: found, step: count};
    const assign: Assign = (variable, value) => variable.assign(isTaken ? tf.where(isTaken, value, variable) : value);
    const isReached = (_: unknown, i: number) => reached[i % parameters.length]!;
    const moved = {parameters: parameters.filter(isReached), slots: slots.filter(isReached)};
    const updated = optimizer.update({
      ...moved,
      gradients: clip ? clipGradients(gradients, clip) : gradients,
      groups: groups.filter(isReached),
      learningRate: learningRate as tf.Scalar,
      step: step as tf.Scalar,
    });
    for (const [i, parameter] of moved.parameters.entries()) assign(parameter, updated.parameters[i]!);
    for (const [i, slot] of moved.slots.entries()) assign(slot, updated.slots[i]!);
    ema?.move(step, assign);
  };

  return {
    run(x, y, learningRate, step, ...drawn) {
      const [value, correct, ...slopes] = gradients(x, y, ...drawn);
      update(learningRate, step, ...slopes);
      return [value, correct];
    },
    gradients,
    update,
    draw,
    drawCount,
    ...(ema && {ema}),
    named,
    variables: [...named.values()],
    slots,
    parameterCount: parameters.reduce((total, {size}) => total + size, 0),
    settings: {
      ...(clip && {clip}),
      ...(options.ema && {ema: options.ema}),
      ...(mixing && {mixing}),
      ...(input && {input: input.settings}),
      ...(lossScale && {lossScale: lossScale.settings}),
      ...settingsOf(names, groups),
    },
    dispose() {
      tf.dispose(slots);
      ema?.dispose();
      lossScale?.dispose();
    },
  };
}

/** The weights that are treated apart, by name. */
function settingsOf(names: readonly string[], groups: readonly (typeof UNGROUPED)[]): {groups?: unknown} {
  const apart = names
    .map((name, i) => [name, groups[i]!] as const)
    .filter(([, {decay, rateScale}]) => decay !== UNGROUPED.decay || rateScale !== UNGROUPED.rateScale);
  return apart.length > 0 ? {groups: Object.fromEntries(apart)} : {};
}
