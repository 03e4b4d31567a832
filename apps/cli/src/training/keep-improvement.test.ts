import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {SafeTensor} from '@residual/core';
import {decodeCheckpoint, type EpochEvent, encodeCheckpoint, type TrainingState} from '@residual/train';
import {expect, test} from 'vitest';
import {keepImprovement} from './keep-improvement.js';

const results = {correct: 1, samples: 2};
const epoch: EpochEvent = {
  type: 'epoch',
  epoch: 196,
  step: 1,
  train: {...results, loss: 0.36666, accuracy: 0.99},
  valid: {...results, loss: 0.5, accuracy: 0.935},
  seconds: 1,
  learningRate: 0.00049,
};

const state: TrainingState = {
  ...{step: 1, epoch: 197, batch: 0, batches: 1, totals: {loss: 0, correct: 0, samples: 0}, seconds: 0},
  ...{optimizer: {name: 'sgd', config: {}}, metadata: {}},
};

function tensor(value: number): SafeTensor {
  return {dtype: 'F32', shape: [1], data: Float32Array.of(value)};
}

test('an improvement is kept by epoch, training loss, accuracy and learning rate, without the optimizer', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'residual-history-'));
  try {
    const best = join(folder, 'best.safetensors');
    const tensors = {'model/fc/bias': tensor(1), 'optimizer/momentum/fc/bias': tensor(2), 'ema/fc/bias': tensor(3)};
    await writeFile(best, encodeCheckpoint({tensors, state}));
    await keepImprovement(best, epoch);
    const name = 'epoch197+loss0.367+acc0.935+lr0.00049.safetensors';
    expect((await readdir(folder)).sort()).toEqual(['best.safetensors', name]);
    const kept = decodeCheckpoint(await readFile(join(folder, name)));
    expect(Object.keys(kept.tensors).sort()).toEqual(['ema/fc/bias', 'model/fc/bias']);
    expect(kept.state.epoch).toBe(197);
  } finally {
    await rm(folder, {recursive: true});
  }
});
