import {expect, test} from 'vitest';
import type {Drawing} from './drawing.js';
import {extend, type Pen, pressKey, RESTING_PEN} from './pen.js';

/** Presses keys one after the other; `+` before a key holds Shift. */
function press(keys: readonly string[], from: {pen: Pen; drawing: Drawing} = {pen: RESTING_PEN, drawing: []}) {
  return keys.reduce((state, key) => {
    const shiftKey = key.startsWith('+');
    return pressKey({key: shiftKey ? key.slice(1) : key, shiftKey}, state) ?? state;
  }, from);
}

const {at} = RESTING_PEN;

test.each([
  [['ArrowRight'], {x: at.x + 0.04, y: at.y}],
  [['ArrowLeft', 'ArrowLeft'], {x: at.x - 0.08, y: at.y}],
  [['+ArrowDown'], {x: at.x, y: at.y + 0.01}],
  [Array(30).fill('ArrowUp'), {x: at.x, y: 0}],
  [Array(90).fill('ArrowRight'), {x: 1, y: at.y}],
])('%j moves the pen and draws nothing', (keys, place) => {
  const {pen, drawing} = press(keys);
  expect(pen.at.x).toBeCloseTo(place.x, 9);
  expect(pen.at.y).toBeCloseTo(place.y, 9);
  expect([pen.down, drawing]).toEqual([false, []]);
});

test('the space bar puts the pen down, which draws where it goes, and lifts it', () => {
  const {pen, drawing} = press([' ', 'ArrowDown', 'ArrowDown', ' ', 'ArrowRight', ' ', 'ArrowDown']);
  expect(pen.down).toBe(true);
  expect(drawing.map(stroke => stroke.length)).toEqual([3, 2]);
  expect(drawing[0]![0]).toEqual(at);
});

test('other keys are left to others', () => {
  expect(pressKey({key: 'Tab'}, {pen: RESTING_PEN, drawing: []})).toBeUndefined();
});

test('extend lengthens the last stroke, or begins one', () => {
  expect(extend([], at)).toEqual([[at]]);
  expect(extend([[at], [at]], at, at)).toEqual([[at], [at, at, at]]);
});
