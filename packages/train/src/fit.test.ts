import {describe, expect, test, vi} from 'vitest';
import {memoryCheckpoints} from './checkpoint/store.js';
import {eager} from './compile.js';
import {TrainError} from './errors.js';
import type {StepEvent, TrainEvent} from './events.js';
import {type FitOptions, fit} from './fit.js';
import {step as stepSchedule} from './schedules/step.js';
import {collect, nameOf, tinyData, tinyModel, tinyRun} from './testing/tiny.js';

const isStep = (event: TrainEvent): event is StepEvent => event.type === 'step';

describe('fit', () => {
  test('gives the events of a run in order', async () => {
    const {valid: _, ...run} = tinyRun();
    const events = await collect(fit({...run, checkpoints: memoryCheckpoints()}));
    expect(events.map(nameOf)).toEqual([
      'start',
      ...['step', 'step', 'step', 'epoch', 'last'],
      ...['step', 'step', 'step', 'epoch', 'last'],
      'end',
    ]);
    const start = {resumed: false, step: 0, epoch: 0, batch: 0, epochs: 2, batches: 3, parameters: 51};
    expect(events[0]).toEqual({type: 'start', ...start});
    expect(events.filter(isStep).map(({step, epoch, batch, samples}) => [step, epoch, batch, samples])).toEqual([
      [0, 0, 0, 4],
      [1, 0, 1, 4],
      [2, 0, 2, 3],
      [3, 1, 0, 4],
      [4, 1, 1, 4],
      [5, 1, 2, 3],
    ]);
    expect(events.at(-1)).toEqual({type: 'end', reason: 'finished', step: 6, epoch: 2});
  });

  test('averages an epoch over its samples, and times it by its steps', async () => {
    const events = await collect(fit({...tinyRun(), epochs: 1}));
    const steps = events.filter(isStep);
    const epoch = events.find(event => event.type === 'epoch')!;
    expect(epoch.train).toEqual({
      loss: steps.reduce((sum, {loss, samples}) => sum + loss * samples, 0) / 11,
      correct: steps.reduce((sum, {correct}) => sum + correct, 0),
      accuracy: epoch.train.correct / 11,
      samples: 11,
    });
    expect(epoch.valid?.samples).toBe(11);
    expect(epoch.seconds).toBe(steps.reduce((sum, {seconds}) => sum + seconds, 0));
    expect(epoch).toMatchObject({epoch: 0, step: 3, learningRate: 0.05});
  });

  test('learns', async () => {
    const events = await collect(fit({...tinyRun(), epochs: 20}));
    const epochs = events.filter(event => event.type === 'epoch');
    expect(epochs.at(-1)!.train.loss).toBeLessThan(epochs[0]!.train.loss / 3);
    expect(epochs.at(-1)!.valid!.accuracy).toBeGreaterThan(0.8);
  });

  test('asks the schedule for every step', async () => {
    const schedule = stepSchedule({base: 0.1, stepSize: 2, gamma: 0.5});
    const rates = (await collect(fit({...tinyRun(), schedule}))).filter(isStep).map(event => event.learningRate);
    expect(rates).toEqual([0.1, 0.1, 0.05, 0.05, 0.025, 0.025]);
  });

  test('compiles the step once with all its variables, and disposes what it compiled', async () => {
    const {model, ...run} = tinyRun();
    const dispose = vi.fn();
    const compile = vi.fn((fn: Parameters<typeof eager>[0], options: Parameters<typeof eager>[1]) => ({
      ...eager(fn, options),
      dispose,
    }));
    await collect(fit({model, ...run, compile}));
    expect(compile.mock.calls.map(([, {variables}]) => variables.length)).toEqual([8 + 6, 8]);
    expect(dispose).toHaveBeenCalledTimes(2);
  });

  test('lets timers run while it trains', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 0);
    await collect(fit({...tinyRun(), epochs: 20}));
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(0);
  });
});

describe('fit refuses', () => {
  test.each([
    ['no epochs', {epochs: 0}, 'BAD_OPTION', /epochs to be a whole number from 1, got 0/],
    ['checkpoints every 0 steps', {checkpointEvery: {steps: 0}}, 'BAD_OPTION', /checkpointEvery .* got \{"steps":0\}/],
    ['no data', {train: tinyData({sizes: []})}, 'BAD_BATCH', /expected some batches in an epoch, got 0/],
    ['data shorter than said', {train: shortened()}, 'BAD_BATCH', /expected 3 batches in an epoch, got 2/],
    ['more classes than outputs', {model: tinyModel({classes: 2})}, 'BAD_BATCH', /labels from 0 to 1, got 2/],
  ])('%s', async (_, change, code, message) => {
    const error = await collect(fit({...tinyRun(), ...change})).then(
      () => undefined,
      error => error,
    );
    expect(error).toBeInstanceOf(TrainError);
    expect(error).toMatchObject({code, message: expect.stringMatching(message)});
  });
});

function shortened(): FitOptions['train'] {
  const data = tinyData();
  return {...data, epoch: () => ({...data, from: () => tinyData({sizes: [4, 4]})})};
}
