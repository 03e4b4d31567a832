import {describe, expect, test} from 'vitest';
import type {Batch} from './batch.js';
import {memoryCheckpoints} from './checkpoint/store.js';
import {type FitOptions, fit} from './fit.js';
import {collect, tensorCount, tinyData, tinyModel, tinyRun} from './testing/tiny.js';

describe('fit keeps no tensor', () => {
  const afterRun = async (run: (options: FitOptions) => Promise<unknown>) => {
    const options = tinyRun();
    const before = tensorCount();
    await run(options);
    expect(tensorCount()).toBe(before);
  };

  test('from step to step', async () => {
    const counts: number[] = [];
    for await (const event of fit({...tinyRun(), epochs: 5})) if (event.type === 'step') counts.push(tensorCount());
    expect(new Set(counts).size).toBe(1);
  });

  test('after the end', () => afterRun(options => collect(fit(options))));

  test.each(['start', 'step', 'epoch', 'checkpoint'])('when the loop is left at a %s event', type =>
    afterRun(async options => {
      for await (const event of fit({...options, checkpoints: memoryCheckpoints()})) if (event.type === type) break;
    }),
  );

  test.each([
    ['the model', {model: failing(tinyModel())}],
    ['the loss', {loss: () => fail()}],
    ['the schedule', {schedule: () => fail()}],
    ['the data', {train: {...tinyData(), epoch: () => ({...tinyData(), from: failingData})}}],
    ['the store', {checkpoints: {save: async () => fail(), load: async () => undefined}}],
    ['the compiler', {compile: () => fail()}],
  ])('when %s throws', (_, change: Partial<FitOptions>) =>
    afterRun(options => expect(collect(fit({...options, ...change}))).rejects.toThrow('no more')),
  );
});

function fail(): never {
  throw new Error('no more');
}

function failing(model: FitOptions['model']): FitOptions['model'] {
  return {weights: model.weights, apply: () => fail()};
}

async function* failingData(): AsyncGenerator<Batch> {
  yield* tinyData({sizes: [4]});
  fail();
}
