import * as tf from '@tensorflow/tfjs-core';
import {describe, expect, test} from 'vitest';
import type {Batch} from './batch.js';
import {type Compile, eager} from './compile.js';
import {evaluate} from './evaluate.js';
import {confusionMatrix} from './metrics/confusion-matrix.js';
import {topK} from './metrics/top-k.js';
import {tensorCount, tinyData, tinyModel, weightsOf} from './testing/tiny.js';

async function gather(data: AsyncIterable<Batch>): Promise<Batch[]> {
  const all: Batch[] = [];
  for await (const batch of data) all.push(batch);
  return all;
}

/** One batch out of many. */
function merge(batches: Batch[]): Batch {
  const samples = batches.reduce((total, {y}) => total + y.length, 0);
  return {
    x: Float32Array.from(batches.flatMap(({x}) => [...x])),
    y: Int32Array.from(batches.flatMap(({y}) => [...y])),
    shape: [samples, 4, 4, 1],
  };
}

async function* only(...batches: Batch[]) {
  yield* batches;
}

describe('evaluate', () => {
  test('weighs unequal batches by their samples: the same as in one batch', async () => {
    const model = tinyModel();
    const data = tinyData({sizes: [5, 1, 3]});
    const parts = await evaluate({model, data});
    const whole = await evaluate({model, data: only(merge(await gather(data)))});
    expect(parts).toMatchObject({samples: 9, correct: whole.correct, accuracy: whole.correct / 9});
    expect(parts.loss).toBeCloseTo(whole.loss, 6);
    const alone = await Promise.all((await gather(data)).map(batch => evaluate({model, data: only(batch)})));
    const naive = alone.reduce((total, {loss}) => total + loss / 3, 0);
    expect(Math.abs(naive - whole.loss)).toBeGreaterThan(1e-3);
  });

  test('tells who compiles that nothing is assigned', async () => {
    const asked: (boolean | undefined)[] = [];
    const compile: Compile = (step, options) => {
      asked.push(options.frozen);
      return eager(step, options);
    };
    await evaluate({model: tinyModel(), data: tinyData(), compile});
    expect(asked).toEqual([true]);
  });

  test('agrees with the logits that the model predicts', async () => {
    const model = tinyModel();
    const batch = merge(await gather(tinyData()));
    const logits = tf.tidy(() => (model.predict(tf.tensor(batch.x, [11, 4, 4, 1])) as tf.Tensor2D).arraySync());
    const right = logits.filter((row, i) => row.indexOf(Math.max(...row)) === batch.y[i]).length;
    const loss = logits.map((row, i) => Math.log(row.reduce((sum, z) => sum + Math.exp(z), 0)) - row[batch.y[i]!]!);
    const evaluation = await evaluate({model, data: only(batch)});
    expect(evaluation.correct).toBe(right);
    expect(evaluation.loss).toBeCloseTo(loss.reduce((sum, value) => sum + value, 0) / 11, 5);
  });

  test('feeds metrics with the logits of every batch', async () => {
    const model = tinyModel();
    const [first, all, confusion] = [topK(1), topK(3), confusionMatrix(3)];
    const {accuracy, samples} = await evaluate({model, data: tinyData(), metrics: [first, all, confusion]});
    expect(first.value()).toBeCloseTo(accuracy, 12);
    expect(all.value()).toBe(1);
    expect(
      confusion
        .value()
        .flat()
        .reduce((sum, count) => sum + count, 0),
    ).toBe(samples);
    expect(await evaluate({model, data: tinyData()})).toEqual(
      await evaluate({model, data: tinyData(), metrics: [all]}),
    );
  });

  test('leaves the weights as they are and no tensor behind', async () => {
    const model = tinyModel();
    const weights = weightsOf(model);
    const tensors = tensorCount();
    await evaluate({model, data: tinyData()});
    await evaluate({model, data: tinyData(), metrics: [topK(1)]});
    expect(weightsOf(model)).toEqual(weights);
    expect(tensorCount()).toBe(tensors);
  });

  test('takes bytes as they are', async () => {
    const model = tinyModel();
    const bytes = Uint8Array.from({length: 32}, (_, i) => (i * 37) % 256);
    const batch = {shape: [2, 4, 4, 1], y: Int32Array.of(0, 1)};
    const fromBytes = await evaluate({model, data: only({...batch, x: bytes})});
    expect(fromBytes).toEqual(await evaluate({model, data: only({...batch, x: Float32Array.from(bytes)})}));
  });

  test('stops at a signal, with its reason', async () => {
    const controller = new AbortController();
    let asked = 0;
    const data = async function* () {
      for await (const batch of tinyData()) {
        if (++asked === 2) controller.abort(new Error('enough'));
        yield batch;
      }
    };
    await expect(evaluate({model: tinyModel(), data: data(), signal: controller.signal})).rejects.toThrow('enough');
    expect(asked).toBe(2);
  });

  const x = new Float32Array(32);
  test.each([
    ['no data', [], /expected data to evaluate on, got no batch/],
    ['an empty batch', [{x: new Float32Array(), shape: [0, 4, 4, 1], y: Int32Array.of()}], /at least one sample/],
    [
      'too few pixels',
      [{x, shape: [3, 4, 4, 1], y: Int32Array.of(0, 1, 2)}],
      /hold 48 values and 3 labels, got 32 and 3/,
    ],
    ['too few labels', [{x, shape: [2, 4, 4, 1], y: Int32Array.of(0)}], /hold 32 values and 2 labels, got 32 and 1/],
    ['a label above', [{x, shape: [2, 4, 4, 1], y: Int32Array.of(0, 3)}], /labels from 0 to 2, got 3; build the model/],
    ['a label below', [{x, shape: [2, 4, 4, 1], y: Int32Array.of(-1, 0)}], /labels from 0 to 2, got -1/],
  ] as [string, Batch[], RegExp][])('refuses %s', async (_, batches, message) => {
    await expect(evaluate({model: tinyModel(), data: only(...batches)})).rejects.toMatchObject({
      code: 'BAD_BATCH',
      message: expect.stringMatching(message),
    });
  });
});
