import {encodeSafetensors} from '@residual/core';
import {beforeAll, describe, expect, test} from 'vitest';
import {fit} from '../fit.js';
import {sgd} from '../optimizers/sgd.js';
import {collect, tensorCount, tinyData, tinyModel, tinyRun, weightsOf} from '../testing/tiny.js';
import {type Checkpoint, decodeCheckpoint, encodeCheckpoint} from './checkpoint.js';
import {memoryCheckpoints} from './store.js';
import {restoreModel} from './variables.js';

describe('checkpoints', () => {
  let bytes: Uint8Array;
  let checkpoint: Checkpoint;
  const run = tinyRun();

  beforeAll(async () => {
    const checkpoints = memoryCheckpoints();
    const metadata = {classes: ['a', 'b', 'c'], config: {batchSize: 4}};
    await collect(fit({...run, epochs: 1, checkpoints, metadata}));
    bytes = (await checkpoints.load('last'))!;
    checkpoint = decodeCheckpoint(bytes);
  });

  test('hold every weight, every slot and where the run stands', () => {
    expect(Object.keys(checkpoint.tensors).sort()).toEqual([
      'model/conv/bias',
      'model/conv/kernel',
      'model/fc/bias',
      'model/fc/kernel',
      'model/norm/beta',
      'model/norm/gamma',
      'model/norm/moving_mean',
      'model/norm/moving_variance',
      'optimizer/momentum/conv/bias',
      'optimizer/momentum/conv/kernel',
      'optimizer/momentum/fc/bias',
      'optimizer/momentum/fc/kernel',
      'optimizer/momentum/norm/beta',
      'optimizer/momentum/norm/gamma',
    ]);
    expect(checkpoint.state).toMatchObject({
      step: 3,
      epoch: 1,
      batch: 0,
      batches: 3,
      totals: {loss: 0, correct: 0, samples: 0},
      optimizer: {name: 'sgd', config: {momentum: 0.9, weightDecay: 0.01}},
      best: {metric: 'accuracy', epoch: 0},
      metadata: {classes: ['a', 'b', 'c'], config: {batchSize: 4}},
    });
  });

  test('encode and decode to the same bytes', () => {
    expect(encodeCheckpoint(checkpoint)).toEqual(bytes);
  });

  test('restoreModel gives another model the weights, whatever the optimizer', () => {
    const model = tinyModel({seed: 7});
    const tensors = tensorCount();
    restoreModel(model, checkpoint);
    expect(weightsOf(model)).toEqual(weightsOf(run.model));
    expect(tensorCount()).toBe(tensors);
  });

  test.each([
    [
      'another number of classes',
      () => tinyModel({classes: 5}),
      /2 of another shape: model\/fc\/kernel \(expected F32\[8,5\], got F32\[8,3\]\), model\/fc\/bias/,
    ],
    ['no norm', () => tinyModel({norm: false}), /4 unknown: model\/norm\/beta|4 unknown: model\/norm\/gamma/],
  ])('of another network are refused, and nothing is changed: %s', (_, make, message) => {
    const model = make();
    const before = weightsOf(model);
    expect(() => restoreModel(model, checkpoint)).toThrow(
      expect.objectContaining({code: 'FOREIGN_CHECKPOINT', message: expect.stringMatching(message)}),
    );
    expect(weightsOf(model)).toEqual(before);
  });

  test('that lack weights are refused, with five of the names', () => {
    const tensors = {'model/fc/bias': checkpoint.tensors['model/fc/bias']!};
    expect(() => restoreModel(tinyModel(), {...checkpoint, tensors})).toThrow(
      /7 missing: model\/conv\/kernel, model\/conv\/bias, .* and 2 more/,
    );
  });

  test.each([
    [
      'another optimizer',
      {optimizer: {...sgd({momentum: 0.9, weightDecay: 0.01}), name: 'adam'}},
      /this run uses adam/,
    ],
    [
      'other settings',
      {optimizer: sgd({momentum: 0.5, weightDecay: 0.01})},
      /momentum 0.9, .*this run uses .*momentum 0.5/,
    ],
    ['another batch size', {train: tinyData({sizes: [6, 5]})}, /3 batches in an epoch, but this run has 2/],
    ['another network', {model: tinyModel({classes: 4})}, /of another network \(4 of another shape: model\/fc\/kernel/],
  ])('are not resumed with %s', async (_, change, message) => {
    const options = {...tinyRun(), ...change, resume: checkpoint};
    const tensors = tensorCount();
    await expect(collect(fit(options))).rejects.toMatchObject({
      code: 'FOREIGN_CHECKPOINT',
      message: expect.stringMatching(message),
    });
    expect(tensorCount()).toBe(tensors);
  });

  test('cut short anywhere are refused', () => {
    for (const length of [0, 4, 8, 100, bytes.length - 1]) {
      expect(() => decodeCheckpoint(bytes.slice(0, length))).toThrow(
        expect.objectContaining({
          code: 'BROKEN_CHECKPOINT',
          message: expect.stringMatching(/expected a checkpoint file/),
        }),
      );
    }
  });

  test.each([
    ['a picture', () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), 'BROKEN_CHECKPOINT'],
    ['other safetensors', () => encodeSafetensors({}), 'NOT_A_CHECKPOINT'],
    ['another format', () => encodeSafetensors({}, {format: 'pt', state: '{}'}), 'NOT_A_CHECKPOINT'],
    ['a later format', () => encodeSafetensors({}, {format: 'residual-checkpoint-2', state: '{}'}), 'NOT_A_CHECKPOINT'],
  ])('%s is no checkpoint', (_, make, code) => {
    expect(() => decodeCheckpoint(make())).toThrow(expect.objectContaining({name: 'TrainError', code}));
  });

  test.each([
    ['no JSON', () => '{', /its state is not valid JSON/],
    ['a list', () => '[]', /its state is not an object/],
    ['a step of -1', () => ({...checkpoint.state, step: -1}), /expected 'step' of its state to be a count, got -1/],
    ['half a batch', () => ({...checkpoint.state, batch: 0.5}), /expected 'batch' .* got 0.5/],
    ['no totals', () => ({...checkpoint.state, totals: undefined}), /expected 'totals' .* got undefined/],
    ['a best without value', () => ({...checkpoint.state, best: {metric: 'loss'}}), /expected 'best'/],
    ['an optimizer without name', () => ({...checkpoint.state, optimizer: {}}), /expected 'optimizer'/],
  ])('a state with %s is refused', (_, make, message) => {
    const state = make();
    const json = typeof state === 'string' ? state : JSON.stringify(state);
    expect(() => decodeCheckpoint(encodeSafetensors({}, {format: 'residual-checkpoint-1', state: json}))).toThrow(
      expect.objectContaining({code: 'BROKEN_CHECKPOINT', message: expect.stringMatching(message)}),
    );
  });
});
