import * as tf from '@tensorflow/tfjs-core';
import {describe, expect, test, vi} from 'vitest';
import type {Batch} from './batch.js';
import {decodeCheckpoint} from './checkpoint/checkpoint.js';
import {memoryCheckpoints} from './checkpoint/store.js';
import type {TrainEvent} from './events.js';
import {type FitOptions, fit} from './fit.js';
import {collect, nameOf, tinyModel, tinyRun, weightsOf} from './testing/tiny.js';

describe('checkpoints in mid-epoch', () => {
  const stepsOf = (events: TrainEvent[]) =>
    events.flatMap(event => (event.type === 'checkpoint' && event.kind === 'last' ? [event.step] : []));

  test('come every so many steps, and at the end of every epoch', async () => {
    const run = {...tinyRun(), checkpoints: memoryCheckpoints(), checkpointEvery: {steps: 2}};
    expect(stepsOf(await collect(fit(run)))).toEqual([2, 3, 4, 6]);
  });

  test('come when the time has passed', async () => {
    const run = {...tinyRun(), checkpoints: memoryCheckpoints(), checkpointEvery: {seconds: 0}};
    expect(stepsOf(await collect(fit(run)))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('do not come before', async () => {
    const run = {...tinyRun(), checkpoints: memoryCheckpoints(), checkpointEvery: {seconds: 3600}};
    expect(stepsOf(await collect(fit(run)))).toEqual([3, 6]);
  });

  test('add metadata of a resumed run to what was there', async () => {
    const checkpoints = memoryCheckpoints();
    await collect(fit({...tinyRun(), epochs: 1, checkpoints, metadata: {a: 1, b: 1}}));
    const resume = decodeCheckpoint((await checkpoints.load('last'))!);
    await collect(fit({...tinyRun(), checkpoints, resume, metadata: {b: 2}}));
    expect(decodeCheckpoint((await checkpoints.load('last'))!).state.metadata).toEqual({a: 1, b: 2});
  });

  test('the optimizer goes on with its slots: forgetting them gives other weights', async () => {
    const checkpoints = memoryCheckpoints();
    await collect(fit({...tinyRun(), epochs: 1, checkpoints}));
    const resume = decodeCheckpoint((await checkpoints.load('last'))!);
    const forgetful = Object.entries(resume.tensors).map(([name, tensor]) => [
      name,
      name.startsWith('optimizer/') ? {...tensor, data: new Float32Array(tensor.data.length)} : tensor,
    ]);
    const [whole, wrong] = [tinyModel(), tinyModel()];
    await collect(fit({...tinyRun(), model: whole, resume}));
    await collect(fit({...tinyRun(), model: wrong, resume: {...resume, tensors: Object.fromEntries(forgetful)}}));
    expect(weightsOf(wrong)).not.toEqual(weightsOf(whole));
  });
});

describe('the best checkpoint', () => {
  /** Validation accuracies, epoch by epoch, by choosing how many of four labels are right. */
  const withAccuracies = (accuracies: number[]): FitOptions => {
    const model = tinyModel();
    let epoch = 0;
    const valid = {
      async *[Symbol.asyncIterator]() {
        const right = accuracies[epoch++]! * 4;
        const x = new Float32Array(64);
        const best = tf.tidy(() =>
          tf.argMax(model.apply(tf.tensor(x, [4, 4, 4, 1])) as tf.Tensor2D, 1).dataSync<'int32'>(),
        );
        yield {x, shape: [4, 4, 4, 1], y: Int32Array.from(best, (label, i) => (i < right ? label : (label + 1) % 3))};
      },
    };
    return {...tinyRun(), model, valid, epochs: accuracies.length};
  };

  test('is that of the highest validation accuracy; ties keep the first', async () => {
    const checkpoints = memoryCheckpoints();
    const events = await collect(fit({...withAccuracies([0.25, 0.75, 0.5, 0.75, 0.75]), checkpoints}));
    const bests = events.filter(event => event.type === 'checkpoint' && event.kind === 'best');
    expect(bests.map(event => event.step)).toEqual([3, 6]);
    const {state} = decodeCheckpoint((await checkpoints.load('best'))!);
    expect(state).toMatchObject({best: {metric: 'accuracy', value: 0.75, epoch: 1}, epoch: 2, batch: 0});
  });

  test('is that of the lowest validation loss when asked', async () => {
    const checkpoints = memoryCheckpoints();
    const events = await collect(fit({...tinyRun(), epochs: 12, bestBy: 'loss', checkpoints}));
    const losses = events.flatMap(event => (event.type === 'epoch' ? [event.valid!.loss] : []));
    const {state} = decodeCheckpoint((await checkpoints.load('best'))!);
    expect(state.best).toEqual({
      metric: 'loss',
      value: Math.min(...losses),
      epoch: losses.indexOf(Math.min(...losses)),
    });
  });

  test('is not kept without validation', async () => {
    const {valid: _, ...run} = tinyRun();
    const events = await collect(fit({...run, checkpoints: memoryCheckpoints()}));
    expect(events.map(nameOf)).not.toContain('best');
  });
});

describe('a loss that runs away', () => {
  /** The third step meets a broken picture. */
  const broken = (): FitOptions => {
    const {train, ...run} = tinyRun();
    const from = (start: number) => poison(train.from(start), 2 - start);
    return {...run, train: {...train, epoch: () => ({...train, from})}};
  };

  test('stops with step, learning rate and last good checkpoint, which stays as it was', async () => {
    const checkpoints = memoryCheckpoints();
    const save = vi.spyOn(checkpoints, 'save');
    await expect(collect(fit({...broken(), checkpoints, checkpointEvery: {steps: 2}}))).rejects.toMatchObject({
      code: 'NOT_FINITE',
      message: expect.stringMatching(
        /^the loss is NaN at step 2 \(epoch 0, batch 2\), at learning rate 0.05; the last good checkpoint: memory:last \(step 2\)\. Try/,
      ),
    });
    expect(save).toHaveBeenCalledTimes(1);
    expect(decodeCheckpoint((await checkpoints.load('last'))!).state.step).toBe(2);
  });

  test('says so when there is no checkpoint', async () => {
    await expect(collect(fit(broken()))).rejects.toThrow(/the last good checkpoint: none/);
  });

  test('names the checkpoint that the run went on from', async () => {
    const checkpoints = memoryCheckpoints();
    await collect(fit({...broken(), checkpoints, checkpointEvery: {steps: 2}})).catch(() => {});
    const resume = decodeCheckpoint((await checkpoints.load('last'))!);
    await expect(collect(fit({...broken(), resume}))).rejects.toThrow(/the one that this run went on from \(step 2\)/);
  });

  test('is not saved when only the weights have run away yet', async () => {
    const checkpoints = memoryCheckpoints();
    const run = {...tinyRun(), schedule: () => 1e39, checkpoints, checkpointEvery: {steps: 1}};
    await expect(collect(fit(run))).rejects.toMatchObject({
      code: 'NOT_FINITE',
      message: expect.stringMatching(/^'model\/[a-z/]+' is not finite after step 0, at learning rate 1e\+39/),
    });
    expect(await checkpoints.load('last')).toBeUndefined();
  });
});

async function* poison(batches: AsyncIterable<Batch>, index: number): AsyncGenerator<Batch> {
  let i = 0;
  for await (const batch of batches) yield i++ === index ? {...batch, x: batch.x.map(() => Number.NaN)} : batch;
}
