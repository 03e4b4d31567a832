import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {decodeIdx, decodeIdxSequence} from './idx.js';
import {encodeIdx} from './testing/idx.js';

const whole = encodeIdx([2, 2], [1, 2, 3, 4]);

describe('decodeIdx', () => {
  test('reads what was written, also from the middle of a buffer', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({min: 1, max: 5}), {minLength: 1, maxLength: 4}), shape => {
        const size = shape.reduce((a, b) => a * b);
        const data = Uint8Array.from({length: size}, (_, i) => i);
        const padded = Uint8Array.of(9, 9, 9, ...encodeIdx(shape, data));
        expect(decodeIdx(padded.subarray(3), 'x')).toEqual({shape, data});
      }),
    );
  });

  test('every truncation is an error', () => {
    for (let length = 1; length < whole.length; length++) {
      expect(() => decodeIdx(whole.subarray(0, length), 'x')).toThrow(expect.objectContaining({code: 'FILE_BROKEN'}));
    }
  });

  test.each([
    ['nothing', new Uint8Array(), 'FILE_EMPTY', 'f: expected an IDX file, got an empty one'],
    ['bytes missing', whole.subarray(0, 15), 'FILE_BROKEN', 'f: truncated: expected 16 bytes, got 15'],
    ['a header cut off', whole.subarray(0, 6), 'FILE_BROKEN', 'f: truncated: expected 12 bytes, got 6'],
    ['bytes left over', Uint8Array.of(...whole, 0), 'FILE_BROKEN', 'f: expected 16 bytes, as its header says, got 17'],
    ['floats', Uint8Array.of(0, 0, 0x0d, 1, 0, 0, 0, 0), 'FILE_BROKEN', 'begins 00 00 08), got 00 00 0d 01'],
    ['a web page', new TextEncoder().encode('<!DOCTYPE html>'), 'FILE_BROKEN', 'which looks like a web page'],
    ['sizes beyond all memory', Uint8Array.of(0, 0, 8, 2, ...Array(8).fill(255)), 'FILE_BROKEN', 'truncated'],
  ])('refuses %s', (_, bytes, code, message) => {
    expect(() => decodeIdx(bytes, 'f')).toThrow(message);
    expect(() => decodeIdx(bytes, 'f')).toThrow(expect.objectContaining({code}));
  });
});

test('decodeIdxSequence reads files one after another, and names what is missing', () => {
  const bytes = Uint8Array.of(...whole, ...encodeIdx([3], [7, 8, 9]));
  expect(decodeIdxSequence(bytes, 'f').map(({shape}) => shape)).toEqual([[2, 2], [3]]);
  expect(() => decodeIdxSequence(bytes.subarray(0, -1), 'f')).toThrow('f: truncated: expected 11 bytes, got 10');
});
