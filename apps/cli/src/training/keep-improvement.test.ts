import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {EpochEvent} from '@residual/train';
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

test('an improvement is a copy, named by epoch, training loss, accuracy and learning rate', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'residual-history-'));
  try {
    await writeFile(join(folder, 'best.safetensors'), 'weights');
    await keepImprovement(join(folder, 'best.safetensors'), epoch);
    const name = 'epoch197+loss0.367+acc0.935+lr0.00049.safetensors';
    expect((await readdir(folder)).sort()).toEqual(['best.safetensors', name]);
    expect(await readFile(join(folder, name), 'utf8')).toBe('weights');
  } finally {
    await rm(folder, {recursive: true});
  }
});
