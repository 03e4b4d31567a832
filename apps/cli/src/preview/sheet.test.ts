import type {ByteImage} from '@residual/data';
import {expect, test} from 'vitest';
import {drawSheet} from './sheet.js';

const plain = (height: number, width: number, color: number[]): ByteImage => ({
  data: Uint8Array.from({length: height * width * color.length}, (_, i) => color[i % color.length]!),
  height,
  width,
  channels: color.length,
});

test('rows of pictures of different sizes and channels, enlarged alike', () => {
  const sheet = drawSheet([
    [plain(48, 32, [10, 20, 30]), plain(24, 32, [50])],
    [plain(48, 32, [60]), plain(48, 32, [70])],
  ]);
  expect([sheet.height, sheet.width]).toEqual([4 + 2 * 100, 4 + 2 * 68 + 8]);
  const pixel = (y: number, x: number) => [...sheet.data.subarray((y * sheet.width + x) * 3).subarray(0, 3)];
  expect(pixel(0, 0)).toEqual([255, 255, 255]);
  expect(pixel(4, 4)).toEqual([10, 20, 30]);
  expect(pixel(99, 67)).toEqual([10, 20, 30]);
  expect(pixel(99, 68)).toEqual([255, 255, 255]);
  expect(pixel(4, 80)).toEqual([50, 50, 50]);
  expect(pixel(51, 143)).toEqual([50, 50, 50]);
  expect(pixel(52, 80)).toEqual([255, 255, 255]);
  expect(pixel(104, 4)).toEqual([60, 60, 60]);
  expect(pixel(199, 143)).toEqual([70, 70, 70]);
});

test('large pictures stay as they are', () => {
  const {height, width} = drawSheet([[plain(120, 100, [1])]]);
  expect([height, width]).toEqual([128, 108]);
});
