import type {StepEvent, TrainEvent} from '@residual/train';
import {expect, test} from 'vitest';
import {createOutput} from '../output/output.js';
import {Collector} from '../testing/residual.js';
import {createReporter, type ReporterOptions, type Style} from './reporters.js';

const shares = {loss: 0.5, accuracy: 0.98809, correct: 9881, samples: 10_000};
const start: TrainEvent = {
  type: 'start',
  resumed: false,
  step: 0,
  epoch: 0,
  batch: 0,
  epochs: 10,
  batches: 938,
  parameters: 1,
};

function step(batch: number, {epoch = 0, loss = 1} = {}): StepEvent {
  return {type: 'step', step: 0, epoch, batch, loss, correct: 32, samples: 64, learningRate: 0.1, seconds: 0.01};
}

function epoch(n: number): TrainEvent {
  return {type: 'epoch', epoch: n, step: 938, train: shares, valid: shares, seconds: 12.34, learningRate: 0.1};
}

interface ShownOptions extends Partial<ReporterOptions> {
  json?: boolean;
}

function shown(style: Style, events: readonly TrainEvent[], {json = false, ...options}: ShownOptions = {}): string {
  const stdout = new Collector();
  const output = createOutput({json, streams: {stdout, stderr: new Collector(), env: {}}});
  const reporter = createReporter(style, {output, notebook: 5, device: 'cpu', ...options});
  for (const event of events) reporter.show(event);
  reporter.close();
  return stdout.text;
}

/** A clock that is so many seconds further each time it is looked at. */
function clock(seconds: number): () => number {
  let time = 0;
  return () => {
    time += seconds * 1000;
    return time;
  };
}

test.each([1, 2])('notebook %d: a line an epoch, with its time', notebook => {
  const lines = shown('notebook', [start, step(0), epoch(0), epoch(1)], {notebook, now: clock(72.4)});
  const rest = 'Train Loss: 0.500000, Train Acc: 0.988090, Valid Loss: 0.500000, Valid Acc: 0.988090, Time 00:01:12';
  expect(lines).toBe(`Epoch 0. ${rest}\nEpoch 1. ${rest}\n`);
});

test('notebook 3: what computes, and at the end loss, accuracies and examples a second', () => {
  const end: TrainEvent = {type: 'end', reason: 'finished', step: 3, epoch: 2};
  expect(shown('notebook', [start, step(0), step(1), epoch(0), step(0), epoch(1), end], {notebook: 3})).toBe(
    'training on cpu\nloss 0.500, train acc 0.988, test acc 0.988\n6400.0 examples/sec on cpu (the notebook: 2166.7 examples/sec on a GPU)\n',
  );
});

test('notebook 3: a run that is interrupted in its first epoch has no closing lines', () => {
  const end: TrainEvent = {type: 'end', reason: 'interrupted', step: 1, epoch: 0};
  expect(shown('notebook', [start, step(0), end], {notebook: 3})).toBe('training on cpu\n');
});

test('notebook 4: the mean loss of every 20 batches, then training loss, rate and test accuracy', () => {
  const losses = [...Array(45).keys()].map(batch => step(batch, {loss: batch < 20 ? 0.853 : 0.7}));
  const done: TrainEvent = {...epoch(0), learningRate: 0.0007} as TrainEvent;
  expect(shown('notebook', [start, ...losses, done], {notebook: 4})).toBe(
    '[epoch 1, batch 20] loss: 0.853\n[epoch 1, batch 40] loss: 0.700\n' +
      'epoch 1 av_train_loss: 0.500 lr: 0.00070\nepoch 1 av_test_acc: 0.988\n',
  );
});

test('notebook: the mean loss of every 300 batches, then the accuracy cut off', () => {
  const losses = [...Array(938).keys()].map(batch =>
    step(batch, {loss: batch < 300 ? 0.637 : batch < 600 ? 0.2 : 0.0996}),
  );
  expect(shown('notebook', [start, ...losses, epoch(0)])).toBe(
    '[1,   300], loss: 0.637\n[1,   600], loss: 0.200\n[1,   900], loss: 0.100\n' +
      'Accuracy on test set: 98 % [9881/10000]\n',
  );
});

test('notebook: an epoch does not take over losses of the one before, nor a resumed run those it did not see', () => {
  const tail = step(900, {loss: 100});
  const second = [...Array(300).keys()].map(batch => step(batch, {epoch: 1, loss: 0.5}));
  expect(shown('notebook', [start, tail, epoch(0), ...second])).toContain('[2,   300], loss: 0.500\n');
  expect(shown('notebook', [start, step(298, {loss: 0.2}), step(299, {loss: 0.4})])).toBe('[1,   300], loss: 0.300\n');
});

test('plain: a line an epoch', () => {
  expect(shown('plain', [start, step(0), epoch(0), step(0, {epoch: 1}), epoch(9)])).toBe(
    'epoch  1/10  loss 0.5000  accuracy 98.81 %  validation loss 0.5000  accuracy 98.81 %  12.3 s\n' +
      'epoch 10/10  loss 0.5000  accuracy 98.81 %  validation loss 0.5000  accuracy 98.81 %  12.3 s\n',
  );
});

test('with --json every event is a line, whatever the style', () => {
  const events = [start, step(0), epoch(0)];
  const lines = shown('notebook', events, {json: true}).trimEnd().split('\n');
  expect(lines.map(line => JSON.parse(line))).toEqual(events);
});
