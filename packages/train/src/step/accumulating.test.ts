import {describe, expect, test} from 'vitest';
import {eager} from '../compile.js';
import type {StepEvent} from '../events.js';
import {type FitOptions, fit} from '../fit.js';
import {adam} from '../optimizers/adam.js';
import {sgd} from '../optimizers/sgd.js';
import {collect, tensorCount, tinyData, tinyModel, tinyRun, weightsOf} from '../testing/tiny.js';

/** Losses, right answers and final weights of a run without batch norm. */
async function train(change: Partial<FitOptions>) {
  const model = tinyModel({norm: false});
  const events = await collect(fit({...tinyRun(), model, ...change}));
  const steps = events.filter((event): event is StepEvent => event.type === 'step');
  return {
    losses: steps.map(({loss}) => loss),
    correct: steps.map(({correct}) => correct),
    weights: Object.values(weightsOf(model)).flatMap(values => [...values]),
  };
}

describe('accumulated gradients', () => {
  // Batches of 4, 4 and 3 samples: 2 parts of the last are unequal, and 5 are more than there are samples.
  test.each<[number, Partial<FitOptions>]>([
    [2, {}],
    [3, {}],
    [5, {}],
    [2, {clip: {norm: 0.1}, optimizer: adam(), ema: {decay: 0.5}}],
  ])('in %d parts train as the whole batch does: %j', async (accumulate, options) => {
    const whole = await train(options);
    const parts = await train({...options, accumulate});
    expect(parts.correct).toEqual(whole.correct);
    for (const [i, loss] of whole.losses.entries()) expect(parts.losses[i]).toBeCloseTo(loss, 5);
    for (const [i, weight] of whole.weights.entries()) expect(parts.weights[i]).toBeCloseTo(weight, 5);
  });

  test('leave alone what the loss does not reach', async () => {
    const model = tinyModel({norm: false});
    const unused = tinyModel({seed: 7}).weights[0]!;
    const before = unused.read().dataSync().slice();
    const {layers, outputShape} = model;
    const apply = model.apply.bind(model) as FitOptions['model']['apply'];
    const weights = [{originalName: 'unused', trainable: true, read: () => unused.read()}, ...model.weights];
    const optimizer = sgd({momentum: 0.9, weightDecay: 0.1});
    await train({model: {apply, weights, layers, outputShape}, accumulate: 2, optimizer});
    expect(unused.read().dataSync()).toEqual(before);
  });

  test('draw for each part', async () => {
    const model = tinyModel({norm: false, dropRate: 0.5});
    const seeds: number[][] = [];
    const apply: FitOptions['model']['apply'] = (x, options) => {
      if (options.seed) seeds.push([...options.seed.dataSync()]);
      return model.apply(x, {...options});
    };
    const {weights, layers, outputShape} = model;
    await collect(fit({...tinyRun(), epochs: 1, seed: 3, accumulate: 2, model: {apply, weights, layers, outputShape}}));
    expect(seeds.map(([, step]) => step)).toEqual([0, 0, 1, 1, 2, 2]);
    expect(new Set(seeds.map(([seed]) => seed)).size).toBe(2);
    expect(seeds[0]).toEqual([3, 0]);
  });

  test('keep no tensor from step to step, nor when a part fails', async () => {
    const options = {...tinyRun(), model: tinyModel({norm: false}), accumulate: 2};
    const before = tensorCount();
    const counts: number[] = [];
    for await (const event of fit(options)) if (event.type === 'step') counts.push(tensorCount());
    expect(new Set(counts).size).toBe(1);
    let parts = 0;
    const compile: typeof eager = (fn, given) => ({
      ...eager(fn, given),
      async run(...inputs) {
        if (parts++ === 4) throw new Error('no more');
        return eager(fn, given).run(...inputs);
      },
    });
    await expect(collect(fit({...options, compile}))).rejects.toThrow('no more');
    expect(tensorCount()).toBe(before);
  });

  test.each([0, 1.5])('in %d parts are refused', async accumulate => {
    const run = collect(fit({...tinyRun(), train: tinyData(), accumulate}));
    await expect(run).rejects.toMatchObject({
      code: 'BAD_OPTION',
      message: `expected accumulate to be a whole number from 1, got ${accumulate}`,
    });
  });
});
