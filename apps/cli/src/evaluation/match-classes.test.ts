import {inMemory} from '@residual/data';
import {expect, test} from 'vitest';
import {matchClasses} from './match-classes.js';

const dataset = (classes: string[], labels: number[]) =>
  inMemory({data: Uint8Array.from(labels, label => 10 * label), shape: [1, 1, 1], labels, classes});

test.each([
  [
    ['cat', 'dog'],
    ['cat', 'dog'],
    [0, 1, 0],
  ],
  [
    ['cat', 'dog'],
    ['dog', 'cat'],
    [1, 0, 1],
  ],
  [
    ['cat', 'dog'],
    ['bird', 'cat', 'cow', 'dog'],
    [1, 3, 1],
  ],
])('%j of %j have labels %j', async (own, classes, labels) => {
  const matched = matchClasses(dataset(own, [0, 1, 0]), classes);
  expect([matched.classes, [...matched.labels]]).toEqual([classes, labels]);
  const samples = await Promise.all([0, 1, 2].map(i => matched.get(i)));
  expect(samples.map(({label}) => label)).toEqual(labels);
  expect(samples.map(({data}) => data[0])).toEqual([0, 10, 0]);
});

test('a class that the network does not know is named', () => {
  const own = ['cat', 'fox', 'owl'];
  expect(() => matchClasses(dataset(own, [0, 1, 2]), ['cat', 'dog'])).toThrow(
    expect.objectContaining({
      code: 'CLASSES_DIFFER',
      message: 'The network was not trained on fox, owl.',
      mend: expect.stringContaining('It tells apart cat, dog:'),
    }),
  );
});
