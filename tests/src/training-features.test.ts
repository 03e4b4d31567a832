import {type TensorFlowEngine, tensorflow} from '@residual/backend-node-gpu';
import {wasm} from '@residual/backend-web';
import {add, batchNorm, conv, dropout, flatten, linear, maxPool, relu, stochasticDepth} from '@residual/core';
import {
  adam,
  adamW,
  type Batch,
  type Batches,
  type Compile,
  confusionMatrix,
  crossEntropy,
  doubleSoftmaxCrossEntropy,
  eager,
  evaluate,
  type FitOptions,
  fit as fitModel,
  focal,
  kernelsOnly,
  oneCycle,
  plateau,
  rmsprop,
  sgd,
  sideBySide,
  smoothCrossEntropy,
  type TrainEvent,
} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, describe, expect, test} from 'vitest';

let engine: TensorFlowEngine;

beforeAll(async () => {
  engine = await tensorflow();
});

/** Two convolutions with a shortcut, with or without batch norm and layers that draw random numbers. */
function network({norm = true, random = false} = {}): tfl.LayersModel {
  const input = tfl.input({shape: [8, 8, 2]});
  const convNorm = (x: tfl.SymbolicTensor, name: string) => {
    const y = conv(x, {filters: 6, name, bias: !norm});
    return norm ? batchNorm(y, {name: `${name}.bn`}) : y;
  };
  let x = maxPool(relu(convNorm(input, 'conv1'), {name: 'relu1'}), {size: 2, name: 'pool'});
  let y = convNorm(x, 'conv2');
  if (random) y = stochasticDepth(y, {rate: 0.3, name: 'depth'});
  x = flatten(relu(add(x, y, {name: 'add'}), {name: 'relu2'}), {name: 'flatten'});
  if (random) x = dropout(x, {rate: 0.4, name: 'dropout'});
  return tfl.model({inputs: input, outputs: linear(x, {units: 4, name: 'fc'})});
}

/** As above, with its first convolution and batch norm frozen. */
function frozen(): tfl.LayersModel {
  const model = network();
  for (const name of ['conv1', 'conv1.bn']) model.getLayer(name).trainable = false;
  return model;
}

/** Five batches of 6 images whose class shows. */
const data: Batches = {
  length: 5,
  epoch: () => data,
  from: batchesFrom,
  [Symbol.asyncIterator]: () => batchesFrom(0),
};

async function* batchesFrom(start: number): AsyncGenerator<Batch> {
  for (let index = start; index < 5; index++) yield batchAt(index);
}

function batchAt(index: number): Batch {
  const y = Int32Array.from({length: 6}, (_, i) => (i + index) % 4);
  const x = Float32Array.from({length: 6 * 128}, (_, i) => Math.sin(12.9898 * (i + 1000 * index)) + y[i >> 7]! - 1.5);
  return {x, y, shape: [6, 8, 8, 2]};
}

/** A loss whose gradients are infinite at the largest scales. */
const steep: FitOptions['loss'] = (logits, labels) => tf.mul(crossEntropy(logits, labels), 64);

type Change = Partial<Omit<FitOptions, 'model'>>;
type Model = FitOptions['model'];
const features: [name: string, options: Change, build?: () => {model: Model; own: tfl.LayersModel}][] = [
  ['sgd', {}],
  ['sgd with nesterov and decay', {optimizer: sgd({momentum: 0.9, nesterov: true, weightDecay: 1e-2})}],
  ['sgd dampened, decoupled', {optimizer: sgd({momentum: 0.9, dampening: 0.2, weightDecay: 1e-2, decoupled: true})}],
  ['adam', {optimizer: adam({weightDecay: 1e-2})}],
  ['adamW', {optimizer: adamW()}],
  ['rmsprop', {optimizer: rmsprop({momentum: 0.5, weightDecay: 1e-2})}],
  ['rmsprop, centered', {optimizer: rmsprop({centered: true, alpha: 0.9})}],
  ['groups', {optimizer: adamW({decay: kernelsOnly, rateScale: name => (name.startsWith('fc/') ? 5 : 1)})}],
  ['a schedule of the step', {schedule: oneCycle({maxLr: 0.05, total: 10})}],
  ['a schedule of the results', {schedule: plateau({base: 0.05, factor: 0.1, patience: 0, threshold: 1}), epochs: 2}],
  ['label smoothing', {loss: smoothCrossEntropy({smoothing: 0.1})}],
  ['focal loss', {loss: focal()}],
  ['a softmax applied twice', {loss: doubleSoftmaxCrossEntropy}],
  ['clipping', {clip: {norm: 0.5, value: 0.3}}],
  ['a fixed loss scale', {lossScale: 1024}],
  ['a loss scale that grows', {lossScale: {initial: 8, interval: 2}}],
  [
    'a loss scale that overflows',
    {loss: steep, lossScale: {initial: 2 ** 127, backoff: 2 ** -4}, schedule: () => 3e-4},
  ],
  ['a moving average', {ema: {decay: 0.6, warmup: true}, epochs: 2}],
  ['mixup', {mixing: {mixup: 0.5}}],
  ['cutmix', {mixing: {cutmix: 1, probability: 0.8}}],
  ['mixup and cutmix', {mixing: {mixup: 0.5, cutmix: 1}, loss: smoothCrossEntropy({smoothing: 0.1})}],
  ['accumulation', {accumulate: 2}],
  ['accumulation in unequal parts', {accumulate: 4, clip: {norm: 1}}, () => own(network({norm: false}))],
  ['frozen layers', {optimizer: sgd({momentum: 0.9, weightDecay: 0.1})}, () => own(frozen())],
  ['dropout and stochastic depth', {seed: 3}, () => own(network({random: true}))],
  ['dropout, side by side', {seed: 3}, () => own(network({norm: false, random: true}), model => sideBySide(model, 2))],
  [
    'all at once',
    {
      optimizer: adamW({decay: kernelsOnly}),
      loss: smoothCrossEntropy({smoothing: 0.1}),
      schedule: plateau({base: 0.01}),
      clip: {norm: 1},
      ema: {decay: 0.9},
      lossScale: {interval: 3},
      mixing: {mixup: 0.2, cutmix: 1},
      accumulate: 2,
      seed: 4,
      epochs: 2,
    },
    () => own(network({random: true})),
  ],
];

function own(model: tfl.LayersModel, wrap: (model: tfl.LayersModel) => Model = model => model) {
  return {model: wrap(model), own: model};
}

/** The figures of all events of a run from the same weights, what an evaluation finds after it, and the weights. */
async function train(options: Change, build: () => ReturnType<typeof own>, compile: Compile) {
  const {model, own} = build();
  for (const [i, weight] of own.weights.entries()) {
    if (weight.originalName.endsWith('/kernel')) {
      const values = tf.randomNormal(weight.shape as number[], 0, 0.2, 'float32', i + 1);
      weight.write(values);
      values.dispose();
    }
  }
  const figures: number[] = [];
  const usual = {train: data, valid: data, epochs: 1, optimizer: sgd({momentum: 0.9}), schedule: () => 0.02};
  const run: FitOptions = {...usual, ...options, model, compile};
  for await (const event of fitModel(run)) figures.push(...figuresOf(event));
  const confusion = confusionMatrix(4);
  const {loss, accuracy} = await evaluate({model, data, metrics: [confusion], compile});
  figures.push(loss, accuracy, ...confusion.value().flat());
  const weights = own.weights.flatMap(weight => [...weight.read().dataSync()]);
  own.dispose();
  return {figures, weights};
}

function figuresOf(event: TrainEvent): number[] {
  if (event.type === 'step') return [event.loss, event.correct, event.learningRate];
  if (event.type === 'epoch') return [event.valid!.loss, event.valid!.accuracy];
  return [];
}

describe.each(features)('%s', (_, options, build = () => own(network())) => {
  test('compiled equals eager over 5 steps and more, and repeats bit for bit', async () => {
    const before = tf.memory().numTensors;
    const reference = await train(options, build, eager);
    const compiled = await train(options, build, engine.compile);
    expect(reference.figures.every(Number.isFinite)).toBe(true);
    expect(compiled.figures).toHaveLength(reference.figures.length);
    for (const [i, value] of compiled.figures.entries()) expect(value).toBeCloseTo(reference.figures[i]!, 4);
    for (const [i, value] of compiled.weights.entries()) expect(value).toBeCloseTo(reference.weights[i]!, 4);
    expect(await train(options, build, engine.compile)).toEqual(compiled);
    expect(tf.memory().numTensors).toBe(before);
  });

  // Random numbers that layers draw on the engine are others on each.
  test.runIf(options.seed === undefined)('WASM gives the same', async () => {
    const reference = await train(options, build, eager);
    await wasm();
    const {figures, weights} = await train(options, build, eager).finally(tensorflow);
    expect(tf.getBackend()).toBe('tensorflow');
    for (const [i, value] of figures.entries()) expect(value).toBeCloseTo(reference.figures[i]!, 3);
    for (const [i, value] of weights.entries()) expect(value).toBeCloseTo(reference.weights[i]!, 3);
  });
});
