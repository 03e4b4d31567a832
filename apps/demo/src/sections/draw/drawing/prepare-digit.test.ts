import {type ByteImage, type Dataset, random, resize} from '@residual/data';
import {digits} from '@residual/data/node';
import {beforeAll, expect, test} from 'vitest';
import {prepareDigit} from './prepare-digit.js';
import {SIZE} from './size.js';

/** Where the ink of a prepared digit is: its box, and its centre of mass. */
function describe(digit: Uint8Array) {
  let [mass, x, y] = [0, 0, 0];
  const [xs, ys] = [new Set<number>(), new Set<number>()];
  for (const [i, value] of digit.entries()) {
    if (value === 0) continue;
    const place = [i % SIZE, Math.floor(i / SIZE)] as const;
    xs.add(place[0]);
    ys.add(place[1]);
    mass += value;
    x += value * place[0];
    y += value * place[1];
  }
  const extent = (set: Set<number>) => Math.max(...set) - Math.min(...set) + 1;
  return {width: extent(xs), height: extent(ys), x: x / mass, y: y / mass};
}

/** A picture in which a rectangle is ink. */
function rectangle(
  size: [width: number, height: number],
  box: {x: number; y: number; w: number; h: number},
): ByteImage {
  const [width, height] = size;
  const data = Uint8Array.from({length: width * height}, (_, i) => {
    const [dx, dy] = [(i % width) - box.x, Math.floor(i / width) - box.y];
    return dx >= 0 && dx < box.w && dy >= 0 && dy < box.h ? 255 : 0;
  });
  return {data, height, width, channels: 1};
}

test.each([
  ['a large one', [280, 280], {x: 20, y: 10, w: 150, h: 200}, {width: 15, height: 20}],
  ['a small one in a corner', [280, 280], {x: 270, y: 270, w: 10, h: 5}, {width: 20, height: 10}],
  ['in a wide picture', [300, 50], {x: 200, y: 5, w: 10, h: 40}, {width: 5, height: 20}],
  ['a thin line', [100, 100], {x: 3, y: 0, w: 1, h: 100}, {width: 1, height: 20}],
  ['one pixel', [9, 9], {x: 8, y: 0, w: 1, h: 1}, {width: 20, height: 20}],
] as const)('%s has 20 pixels on its longer side and is in the middle', (_, size, box, extent) => {
  const {x, y, ...found} = describe(prepareDigit(rectangle([...size], box))!);
  expect(found).toEqual(extent);
  expect(Math.abs(x - 14)).toBeLessThanOrEqual(0.5);
  expect(Math.abs(y - 14)).toBeLessThanOrEqual(0.5);
});

test('what counts for the middle is mass: a heavy end comes nearer to it', () => {
  const lopsided = rectangle([40, 40], {x: 0, y: 0, w: 40, h: 4});
  for (let y = 4; y < 40; y++) lopsided.data.fill(255, y * 40, y * 40 + 8);
  const {height, width, y} = describe(prepareDigit(lopsided)!);
  expect([height, width]).toEqual([20, 20]);
  expect(Math.abs(y - 14)).toBeLessThanOrEqual(0.5);
});

test.each([0, 31])('a picture of nothing but %s is no digit', value => {
  expect(prepareDigit({data: new Uint8Array(100).fill(value), height: 10, width: 10, channels: 1})).toBeUndefined();
});

test('ink without grey gets grey borders', () => {
  const disc = Uint8Array.from({length: 75 * 75}, (_, i) => {
    return Math.hypot((i % 75) - 37, Math.floor(i / 75) - 37) < 36 ? 255 : 0;
  });
  const digit = prepareDigit({data: disc, height: 75, width: 75, channels: 1})!;
  const count = (from: number, to: number) => digit.filter(value => value >= from && value <= to).length;
  expect(count(1, 254)).toBeGreaterThan(30);
  expect(count(255, 255)).toBeGreaterThan(200);
});

let sample: Dataset;
beforeAll(async () => {
  sample = (await digits({train: false})).stratified(100, 1);
});

test.each([
  [4, {x: 0, y: 0}],
  [10, {x: 130, y: 3}],
])('digits of MNIST, drawn %i times as large at %j, come back as they were', async (times, shift) => {
  let [off, shifted] = [0, 0];
  for (let i = 0; i < sample.length; i++) {
    const digit = (await sample.get(i)).data as Uint8Array;
    off += meanDifference(prepareDigit(onPaper(digit, times, shift))!, digit);
    shifted += meanDifference(digit, Uint8Array.of(0, ...digit.subarray(0, -1)));
  }
  // Enlarging and shrinking blurs; one pixel aside would be more than that.
  expect(off).toBeLessThan(0.6 * shifted);
});

/** A digit of MNIST as someone would draw it: large, somewhere on the paper. */
function onPaper(digit: Uint8Array, times: number, shift: {x: number; y: number}): ByteImage {
  const side = SIZE * times;
  const large = resize({size: [side, side]})({data: digit, height: SIZE, width: SIZE, channels: 1}, random(0));
  const [width, height] = [side + shift.x, side + shift.y];
  const paper = new Uint8Array(width * height);
  for (let y = 0; y < side; y++) {
    paper.set(large.data.subarray(y * side, (y + 1) * side), (y + shift.y) * width + shift.x);
  }
  return {data: paper, height, width, channels: 1};
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;
}
