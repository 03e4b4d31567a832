import {expect, test} from 'vitest';
import {flipHorizontally} from './flip.js';

/** A pixel that tells where it is. */
const at = (x: number, y: number, c: number) => (x * 31 + y * 7 + c * 101 + 1) & 255;

test.each([
  {width: 8, height: 3, channels: 3, offset: 0},
  {width: 4, height: 1, channels: 3, offset: 4},
  {width: 8, height: 3, channels: 3, offset: 1},
  {width: 7, height: 2, channels: 3, offset: 0},
  {width: 8, height: 2, channels: 1, offset: 0},
  {width: 8, height: 2, channels: 4, offset: 0},
])('exchanges left and right of $width x $height with $channels channels, $offset bytes into a buffer', shape => {
  const {width, height, channels, offset} = shape;
  const data = new Uint8Array(new ArrayBuffer(offset + width * height * channels), offset);
  const expected = new Uint8Array(data.length);
  let i = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++, i++) {
        data[i] = at(x, y, c);
        expected[i] = at(width - 1 - x, y, c);
      }
    }
  }
  expect(flipHorizontally({data, width, height, channels})).toEqual({data: expected, width, height, channels});
});
