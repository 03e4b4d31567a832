import * as tf from '@tensorflow/tfjs-core';
import {describe, expect, test} from 'vitest';
import {type Checkpoint, decodeCheckpoint} from './checkpoint/checkpoint.js';
import {memoryCheckpoints} from './checkpoint/store.js';
import {restoreModel} from './checkpoint/variables.js';
import {eager} from './compile.js';
import {evaluate} from './evaluate.js';
import type {TrainEvent} from './events.js';
import {type FitOptions, fit} from './fit.js';
import {crossEntropy} from './losses/cross-entropy.js';
import {smoothCrossEntropy} from './losses/smooth-cross-entropy.js';
import {adamW} from './optimizers/adam.js';
import {kernelsOnly} from './optimizers/groups.js';
import {rmsprop} from './optimizers/rmsprop.js';
import {sgd} from './optimizers/sgd.js';
import {plateau} from './schedules/plateau.js';
import {collect, tensorCount, timeless, tinyData, tinyModel, tinyRun, weightsOf} from './testing/tiny.js';

/** A run with its own fresh model; dropout is in it where a seed is asked for. */
function run(change: Partial<FitOptions> = {}) {
  const model = tinyModel({dropRate: change.seed === undefined ? 0 : 0.5});
  return {...tinyRun(), epochs: 4, model, ...change} as FitOptions & {model: ReturnType<typeof tinyModel>};
}

async function finish(change: Partial<FitOptions>, resume?: Checkpoint) {
  const store = memoryCheckpoints();
  const options = run({checkpoints: store, ...change, ...(resume && {resume})});
  const events = await collect(fit(options));
  return {events, store, weights: weightsOf(options.model), model: options.model};
}

/** The checkpoint of a run that is interrupted after one step. */
async function oneStep(change: Partial<FitOptions>, resume?: Checkpoint): Promise<Checkpoint> {
  const checkpoints = memoryCheckpoints();
  const controller = new AbortController();
  const options = run({...change, checkpoints, signal: controller.signal, ...(resume && {resume})});
  for await (const event of fit(options)) if (event.type === 'step') controller.abort();
  return decodeCheckpoint((await checkpoints.load('last'))!);
}

/** Overflows at the largest scales. */
const steep: FitOptions['loss'] = (logits, labels) => tf.mul(crossEntropy(logits, labels), 64);

const features: [name: string, options: Partial<FitOptions>][] = [
  ['adamW in groups', {optimizer: adamW({decay: kernelsOnly, rateScale: name => (name.startsWith('fc/') ? 3 : 1)})}],
  ['rmsprop', {optimizer: rmsprop({momentum: 0.9, centered: true})}],
  ['clipping', {clip: {norm: 0.5, value: 0.2}}],
  ['a moving average', {ema: {decay: 0.9, warmup: true}}],
  ['mixing', {mixing: {mixup: 0.4, cutmix: 1, probability: 0.8}}],
  ['dropout', {seed: 11}],
  ['accumulation', {accumulate: 2}],
  ['a scaled loss', {loss: steep, lossScale: {initial: 2 ** 127, backoff: 2 ** -4, interval: 2}}],
  ['a plateau', {schedule: plateau({base: 0.5, factor: 0.5, patience: 0})}],
  [
    'all at once',
    {
      optimizer: adamW(),
      loss: smoothCrossEntropy({smoothing: 0.1}),
      clip: {norm: 1},
      ema: {decay: 0.8},
      lossScale: {initial: 2 ** 127, backoff: 2 ** -4, interval: 3},
      mixing: {mixup: 1},
      seed: 5,
      accumulate: 2,
      schedule: plateau({base: 0.05, monitor: 'accuracy', patience: 0}),
    },
  ],
];

describe.each(features)('with %s', (_, options) => {
  test('a run that is broken off after every step ends bit for bit as the whole', async () => {
    const whole = await finish(options);
    let resume: Checkpoint | undefined;
    for (let i = 0; i < 11; i++) resume = await oneStep(options, resume);
    const last = await finish(options, resume);
    expect(last.weights).toEqual(whole.weights);
    const ends = (events: TrainEvent[]) =>
      timeless(events.filter(({type}) => type === 'epoch' || type === 'end')).slice(-2);
    expect(ends(last.events)).toEqual(ends(whole.events));
    const saved = await Promise.all(
      [whole, last].map(async ({store}) => decodeCheckpoint((await store.load('last'))!)),
    );
    expect(saved[1]!.tensors).toEqual(saved[0]!.tensors);
  });

  test('no tensor is left', async () => {
    const given = run(options);
    const before = tensorCount();
    await collect(fit(given));
    expect(tensorCount()).toBe(before);
  });
});

describe('a checkpoint of other settings', () => {
  test.each<[string, Partial<FitOptions>, Partial<FitOptions>, RegExp]>([
    ['without the average', {}, {ema: {decay: 0.9}}, /settings \{\}, but this run has \{"ema":\{"decay":0.9\}\}/],
    ['clipped elsewhere', {clip: {norm: 1}}, {clip: {norm: 2}}, /settings \{"clip":\{"norm":1\}\}/],
    ['of another seed', {seed: 1}, {seed: 2}, /settings \{"seed":1\}, but this run has \{"seed":2\}/],
    ['in other groups', {}, {optimizer: sgd({momentum: 0.9, weightDecay: 0.01, decay: kernelsOnly})}, /"fc\/bias"/],
  ])('is refused: %s', async (_, before, after, message) => {
    const resume = await oneStep(before);
    const refused = collect(fit(run({...after, resume})));
    await expect(refused).rejects.toMatchObject({
      code: 'FOREIGN_CHECKPOINT',
      message: expect.stringMatching(message),
    });
  });

  test('is accepted where the same settings are written in another order', async () => {
    const resume = await oneStep({clip: {norm: 1, value: 2}});
    await expect(collect(fit(run({clip: {value: 2, norm: 1}, resume})))).resolves.toBeDefined();
  });

  test('is accepted where a seed is given that nothing draws from', async () => {
    const resume = await oneStep({});
    await expect(collect(fit({...run({resume}), seed: 5}))).resolves.toBeDefined();
  });
});

describe('a moving average', () => {
  const ema = {decay: 0.7};

  test('is what validations are by, what the model is left with, and what a checkpoint restores', async () => {
    const {events, store, model} = await finish({ema});
    const epochs = events.filter(event => event.type === 'epoch');
    const checkpoint = decodeCheckpoint((await store.load('last'))!);
    const valid = tinyData({epoch: 99});
    expect(await evaluate({model, data: valid})).toEqual(epochs.at(-1)!.valid);

    const restored = tinyModel({seed: 3});
    restoreModel(restored, checkpoint);
    expect(weightsOf(restored)).toEqual(weightsOf(model));
    restoreModel(restored, checkpoint, {ema: false});
    expect(weightsOf(restored)).not.toEqual(weightsOf(model));
    expect(weightsOf(restored)).toEqual((await finish({})).weights);
  });

  test('changes no step of the training', async () => {
    const losses = (events: TrainEvent[]) => events.flatMap(event => (event.type === 'step' ? [event.loss] : []));
    expect(losses((await finish({ema})).events)).toEqual(losses((await finish({})).events));
  });
});

describe('a frozen layer', () => {
  test('keeps its weights and has no slots, whatever the optimizer does', async () => {
    for (const optimizer of [sgd({momentum: 0.9, weightDecay: 0.1}), adamW(), rmsprop()]) {
      const model = tinyModel();
      model.getLayer('conv').trainable = false;
      const before = weightsOf(model);
      const {store, weights} = await finish({model, optimizer});
      expect(weights['conv/kernel']).toEqual(before['conv/kernel']);
      expect(weights['fc/kernel']).not.toEqual(before['fc/kernel']);
      const names = Object.keys(decodeCheckpoint((await store.load('last'))!).tensors);
      expect(names.filter(name => name.startsWith('optimizer/') && name.includes('conv/'))).toEqual([]);
    }
  });
});

describe('patience', () => {
  const flat = {schedule: () => 0}; // nothing is learned, so that the first validation stays the best

  test.each([1, 2, 3])('of %i ends a run after as many epochs without progress', async patience => {
    const {events} = await finish({...flat, patience, epochs: 10});
    expect(events.at(-1)).toMatchObject({type: 'end', reason: 'stopped', epoch: patience + 1});
  });

  test('does not end a run that gets on, and a run that was ended stays so', async () => {
    const {events} = await finish({patience: 1, bestBy: 'loss', epochs: 3});
    expect(events.at(-1)).toMatchObject({reason: 'finished', epoch: 3});
    const {store} = await finish({...flat, patience: 1, epochs: 10});
    const resume = decodeCheckpoint((await store.load('last'))!);
    expect((await finish({...flat, patience: 1, epochs: 10}, resume)).events.map(({type}) => type)).toEqual([
      'start',
      'end',
    ]);
  });
});

describe('restoreBest', () => {
  /** Learns in the first epoch and is spoiled by the others. */
  const schedule = (step: number) => (step < 3 ? 0.05 : 3);

  test.each([{}, {ema: {decay: 0.5}}])('leaves the best weights in the model: %j', async options => {
    const {events, model} = await finish({schedule, restoreBest: true, bestBy: 'loss', ...options});
    const losses = events.flatMap(event => (event.type === 'epoch' ? [event.valid!.loss] : []));
    const best = Math.min(...losses);
    expect(losses.at(-1)).toBeGreaterThan(best);
    expect((await evaluate({model, data: tinyData({epoch: 99})})).loss).toBe(best);
  });
});

describe('a seed', () => {
  test('goes to a model that draws, with the step, and to no other', async () => {
    const seen: (number[] | undefined)[] = [];
    const watched = (dropRate: number): FitOptions['model'] => {
      const model = tinyModel({dropRate});
      const {weights, layers} = model;
      const apply: FitOptions['model']['apply'] = (x, options) => {
        if (options.training) seen.push(options.seed && [...options.seed.dataSync()]);
        return model.apply(x, {...options});
      };
      return {weights, layers, apply};
    };
    await collect(fit({...tinyRun(), epochs: 1, seed: 9, model: watched(0.5)}));
    await collect(fit({...tinyRun(), epochs: 1, seed: 9, model: watched(0)}));
    expect(seen).toEqual([[9, 0], [9, 1], [9, 2], undefined, undefined, undefined]);
  });

  test('decides the run: the same again, and another one', async () => {
    const one = await finish({seed: 1});
    expect((await finish({seed: 1})).weights).toEqual(one.weights);
    expect((await finish({seed: 2})).weights).not.toEqual(one.weights);
  });
});

test('a step without features takes four inputs, and every feature that draws adds its own', async () => {
  const inputsOf = async (options: Partial<FitOptions>) => {
    const counts = new Set<number>();
    const compile: typeof eager = (fn, given) => ({
      ...eager(fn, given),
      run(...inputs) {
        if (inputs.length > 2) counts.add(inputs.length);
        return eager(fn, given).run(...inputs);
      },
    });
    await collect(fit(run({...options, compile})));
    return [...counts];
  };
  expect(await inputsOf({clip: {norm: 1}, ema: {decay: 0.9}})).toEqual([4]);
  expect(await inputsOf({seed: 1})).toEqual([5]);
  expect(await inputsOf({seed: 1, mixing: {mixup: 1}})).toEqual([8]);
});

describe('fit refuses', () => {
  test.each<[string, Partial<FitOptions>, RegExp]>([
    ['a patience of 0', {patience: 0}, /patience to be a whole number from 1, got 0/],
    ['half a seed', {seed: 0.5}, /seed to be a whole number, got 0.5/],
    ['to restore the best without checkpoints', {restoreBest: true}, /valid and checkpoints, as restoreBest is given/],
    ['an average that keeps all', {ema: {decay: 1}}, /ema.decay to be from 0 to below 1, got 1/],
    ['to mix nothing', {mixing: {}}, /mixup, cutmix or both/],
    ['to clip at 0', {clip: {norm: 0}}, /clip.norm to be a number above 0/],
  ])('%s', async (_, change, message) => {
    const before = tensorCount();
    const options = {...tinyRun(), ...change};
    const own = tensorCount() - before;
    await expect(collect(fit(options))).rejects.toMatchObject({
      code: 'BAD_OPTION',
      message: expect.stringMatching(message),
    });
    expect(tensorCount() - before).toBe(own);
  });

  test('patience without data to validate on', async () => {
    const {valid: _, ...options} = tinyRun();
    await expect(collect(fit({...options, patience: 1}))).rejects.toThrow('data to validate on (valid)');
  });
});
