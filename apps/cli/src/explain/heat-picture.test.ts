import {expect, test} from 'vitest';
import {heatPicture} from './heat-picture.js';

const plain = (channels: number) => ({data: new Uint8Array(4 * 4 * channels).fill(200), height: 4, width: 4, channels});

test.each([1, 3])('of a picture of %i channels is dark where it is cold, and yellow where it is hot', channels => {
  const heat = Float32Array.of(0, 0, 0, 1);
  const {data, ...shape} = heatPicture(plain(channels), {heat, height: 2, width: 2});
  expect(shape).toEqual({height: 4, width: 4, channels: 3});
  const [cold, hot] = [[...data.subarray(0, 3)], [...data.subarray(45)]];
  expect(cold).toEqual([70, 70, 70]);
  const [red, green, blue] = hot as [number, number, number];
  expect(red).toBeGreaterThan(200);
  expect(green).toBeGreaterThan(blue);
});

test('gets lighter with the heat', () => {
  const black = {data: new Uint8Array(256 * 3), height: 1, width: 256, channels: 3};
  const heat = Float32Array.from({length: 256}, (_, i) => i / 255);
  const {data} = heatPicture(black, {heat, height: 1, width: 256});
  const sums = Array.from({length: 16}, (_, i) => data.subarray(i * 48, i * 48 + 3).reduce((a, b) => a + b, 0));
  expect(sums).toEqual([...sums].sort((a, b) => a - b));
});
