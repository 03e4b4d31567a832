import {expect, test} from 'vitest';
import {parseEvent} from './parse-event.js';

const step = {
  type: 'step',
  step: 3,
  epoch: 0,
  batch: 3,
  loss: 2.3,
  correct: 5,
  samples: 32,
  learningRate: 0.1,
  seconds: 1,
};
const half = {loss: 0.5, accuracy: 0.5, correct: 2, samples: 4};
const epoch = {type: 'epoch', epoch: 0, step: 4, train: half, valid: half, seconds: 1, learningRate: 0.1};
const start = {type: 'start', resumed: false, step: 0, epoch: 0, batch: 0, epochs: 2, batches: 4, parameters: 9};
const end = {type: 'end', reason: 'finished', step: 8, epoch: 2};
const {valid: _, ...unvalidated} = epoch;

test.each([[start], [step], [epoch], [unvalidated], [end]])('%j is an event', event => {
  expect(parseEvent(`${JSON.stringify(event)}\r`)).toEqual(event);
});

test.each([['checkpoint'], ['result']])('an event of the type %s is passed over', type => {
  expect(parseEvent(JSON.stringify({type}))).toBeUndefined();
});

test.each([
  ['{"type":"st', {kind: 'json'}],
  ['nonsense', {kind: 'json'}],
  ['12', {kind: 'type', type: 'undefined'}],
  ['null', {kind: 'type', type: 'undefined'}],
  ['{"type":"party"}', {kind: 'type', type: 'party'}],
  ['{"type":"toString"}', {kind: 'type', type: 'toString'}],
  [JSON.stringify({...step, loss: null}), {kind: 'field', field: 'loss'}],
  [JSON.stringify({...step, samples: '32'}), {kind: 'field', field: 'samples'}],
  [JSON.stringify({...epoch, train: undefined}), {kind: 'field', field: 'train.loss'}],
  [JSON.stringify({...epoch, valid: {loss: 1}}), {kind: 'field', field: 'valid.accuracy'}],
])('%s is none, and why', (line, problem) => {
  expect(parseEvent(line)).toEqual({problem});
});
