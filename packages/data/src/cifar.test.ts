import {describe, expect, test} from 'vitest';
import {decodeCifar} from './cifar.js';
import {encodeCifar} from './testing/cifar.js';

const two = encodeCifar([[3], [9]]);

describe('decodeCifar', () => {
  test('turns planes into pixels, row by row', () => {
    const {images, labels} = decodeCifar(two, 'f', [10]);
    expect(labels).toEqual([Uint8Array.of(3, 9)]);
    expect(images).toHaveLength(2 * 3072);
    // Pixels (0, 0), (0, 1) and (1, 0) of the first image, then (0, 0) of the second.
    expect([...images.subarray(0, 6)]).toEqual([0, 100, 200, 1, 101, 201]);
    expect([...images.subarray(96, 99)]).toEqual([32, 132, 232]);
    expect([...images.subarray(3072, 3075)]).toEqual([1, 100, 200]);
  });

  test('reads both labels of CIFAR-100, also from the middle of a buffer', () => {
    const padded = Uint8Array.of(7, 7, ...encodeCifar([[19, 99]]));
    const {images, labels} = decodeCifar(padded.subarray(2), 'f', [20, 100]);
    expect(labels).toEqual([Uint8Array.of(19), Uint8Array.of(99)]);
    expect([...images.subarray(0, 3)]).toEqual([0, 100, 200]);
  });

  test.each([
    ['nothing', new Uint8Array(), 'FILE_EMPTY', 'f: expected a file of CIFAR, got an empty one'],
    ['bytes missing', two.subarray(0, -1), 'FILE_BROKEN', 'truncated: expected whole records of 3073 bytes, got 6145'],
    ['bytes left over', Uint8Array.of(...two, 0), 'FILE_BROKEN', 'expected whole records of 3073 bytes, got 6147'],
    ['a label without class', encodeCifar([[0], [10]]), 'FILE_BROKEN', 'labels from 0 to 9; record 1 has 10'],
    ['a web page', new TextEncoder().encode('<!DOCTYPE html>'), 'FILE_BROKEN', 'which looks like a web page'],
    ['a file of CIFAR-100', encodeCifar([[0, 0]]), 'FILE_BROKEN', 'whole records of 3073 bytes, got 3074'],
  ])('refuses %s', (_, bytes, code, message) => {
    expect(() => decodeCifar(bytes, 'f', [10])).toThrow(message);
    expect(() => decodeCifar(bytes, 'f', [10])).toThrow(expect.objectContaining({code}));
  });

  test('every truncation within a record is an error', () => {
    for (let length = 1; length < 3073; length += 61) {
      expect(() => decodeCifar(two.subarray(0, length), 'f', [10])).toThrow('truncated');
    }
  });
});
