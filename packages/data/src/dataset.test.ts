import {describe, expect, test} from 'vitest';
import type {Transform} from './dataset.js';
import type {Sample} from './sample.js';
import {numbers, slowToy, toy} from './testing/toy.js';

/** Adds a random fraction to the pixel: the whole part still says which image it was. */
const jitter: Transform = (sample, random) => ({...sample, data: Float32Array.of(sample.data[0]! + random.next() / 2)});
const double: Transform = sample => ({...sample, data: sample.data.map(v => v * 2)});

describe('Dataset', () => {
  test('gives samples, labels and classes', () => {
    const dataset = toy(5);
    expect(dataset.length).toBe(5);
    expect(dataset.classes).toEqual(['class 0', 'class 1', 'class 2']);
    expect([...dataset.labels]).toEqual([0, 1, 2, 0, 1]);
    expect(dataset.get(4)).toEqual({data: Float32Array.of(4), shape: [1, 1, 1], label: 1});
  });

  test.each([-1, 5, 0.5, Number.NaN])('refuses sample %s of 5', index => {
    expect(() => toy(5).get(index)).toThrow(`sample: expected an integer from 0 to 4, got ${index}`);
  });

  test('an empty data set has no sample 0', () => {
    expect(() => toy(0).get(0)).toThrow('sample: there is none to choose, got 0');
  });

  test('subset and take select, also from a selection', () => {
    expect(numbers(toy(9).subset([8, 2, 2]))).toEqual([8, 2, 2]);
    expect(numbers(toy(9).subset([8, 2, 5]).subset(Int32Array.of(2, 0)))).toEqual([5, 8]);
    expect([...toy(9).subset([8, 2]).labels]).toEqual([2, 2]);
    expect(numbers(toy(9).take(3))).toEqual([0, 1, 2]);
    expect(numbers(toy(9).take(0))).toEqual([]);
  });

  test.each([
    ['subset', () => toy(5).subset([0, 5]), 'subset: expected an integer from 0 to 4, got 5'],
    ['take', () => toy(5).take(6), 'take from 5 samples: expected an integer from 0 to 5, got 6'],
    ['stratified', () => toy(5).stratified(6, 1), 'stratified from 5 samples: expected an integer from 0 to 5, got 6'],
    ['shuffle', () => toy(5).shuffle(-1), 'seed: expected an integer of at least 0, got -1'],
    ['map', () => toy(5).map(double, {seed: 0.5}), 'seed: expected an integer of at least 0, got 0.5'],
    ['epoch', () => toy(5).epoch(-1), 'epoch: expected an integer of at least 0, got -1'],
  ])('%s refuses what it cannot give', (_, act, message) => {
    expect(act).toThrow(message);
  });

  test('shuffle orders every epoch anew, and the same again', () => {
    const shuffled = toy(50).shuffle(1);
    const epochs = [0, 1, 2].map(n => numbers(shuffled.epoch(n)));
    expect(new Set(epochs.map(String)).size).toBe(3);
    expect(numbers(shuffled)).toEqual(epochs[0]);
    expect(numbers(shuffled.epoch(2).epoch(1))).toEqual(epochs[1]);
    expect(numbers(toy(50).shuffle(2))).not.toEqual(epochs[0]);
    for (const order of epochs) expect([...order].sort((a, b) => a - b)).toEqual(numbers(toy(50)));
  });

  test('shuffle stays within a selection', () => {
    const chosen = toy(50).subset([3, 30, 41, 7]).shuffle(1).epoch(5);
    expect(numbers(chosen).sort((a, b) => a - b)).toEqual([3, 7, 30, 41]);
  });

  test('a selection after shuffle is settled, so that parts of a split never mix', () => {
    const [train, valid] = toy(100).shuffle(1).split([0.8, 0.2], 2);
    const later = [numbers(train!.epoch(3)), numbers(valid!.epoch(4))];
    expect(later).toEqual([numbers(train!), numbers(valid!)]);
    expect(new Set(later.flat()).size).toBe(100);
    expect(numbers(toy(100).shuffle(1).epoch(2).take(5).epoch(7))).toEqual(
      numbers(toy(100).shuffle(1).epoch(2)).slice(0, 5),
    );
  });

  test('map applies transforms in order', () => {
    const add: Transform = sample => ({...sample, data: sample.data.map(v => v + 1)});
    expect(numbers(toy(3).map(double).map(add))).toEqual([1, 3, 5]);
    expect(numbers(toy(3).map(add).map(double))).toEqual([2, 4, 6]);
  });

  test('random numbers of a transform belong to sample, epoch and seed, not to the order', () => {
    const dataset = toy(20).map(jitter, {seed: 4});
    const plain = numbers(dataset);
    expect(numbers(dataset)).toEqual(plain);
    expect(numbers(dataset.shuffle(1)).sort((a, b) => a - b)).toEqual(plain);
    expect(numbers(dataset.subset([7]))).toEqual([plain[7]]);
    expect(numbers(dataset.epoch(1))).not.toEqual(plain);
    expect(numbers(toy(20).map(jitter, {seed: 5}))).not.toEqual(plain);
    expect(new Set(plain.map(v => v % 1)).size).toBe(20);
  });

  test('two transforms with one seed draw different numbers', () => {
    const drawn: number[] = [];
    const record: Transform = (sample, random) => {
      drawn.push(random.next());
      return sample;
    };
    toy(1).map(record).map(record).get(0);
    expect(new Set(drawn).size).toBe(2);
  });

  test('a source that answers later gives promises, transformed', async () => {
    const sample = slowToy(3).map(double).get(2);
    expect(sample).toBeInstanceOf(Promise);
    expect((await (sample as Promise<Sample>)).data[0]).toBe(4);
  });
});
