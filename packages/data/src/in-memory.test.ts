import {expect, test} from 'vitest';
import {inMemory} from './in-memory.js';

const classes = ['cat', 'dog'];

test('cuts the images out of one array', () => {
  const data = Uint8Array.from({length: 12}, (_, i) => i);
  const dataset = inMemory({data, shape: [1, 2, 3], labels: [1, 0], classes});
  expect(dataset.length).toBe(2);
  expect(dataset.get(1)).toEqual({data: Uint8Array.of(6, 7, 8, 9, 10, 11), shape: [1, 2, 3], label: 0});
});

test.each([
  {size: 11, labels: [0, 1], message: 'expected 2 images of [1, 2, 3], 12 values, one image a label, got 11'},
  {size: 12, labels: [0, 2], message: 'expected labels from 0 to 1, as there are 2 classes; label 1 is 2'},
  {size: 12, labels: [0.5, 1], message: 'label 0 is 0.5'},
  {size: 12, labels: [0, -1], message: 'label 1 is -1'},
])('refuses $size values with labels $labels', ({size, labels, message}) => {
  expect(() => inMemory({data: new Uint8Array(size), shape: [1, 2, 3], labels, classes})).toThrow(message);
});
