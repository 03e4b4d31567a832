import type {Drawing, Point} from './drawing.js';

/** How far an arrow key moves the pen, in parts of the paper. */
const STEP = 0.04;

/** The same with Shift. */
const SMALL_STEP = 0.01;

/** The pen as the keyboard leads it. */
export interface Pen {
  readonly at: Point;
  /** Whether it is on the paper, and draws as it moves. */
  readonly down: boolean;
}

/** The pen where the keyboard finds it. */
export const RESTING_PEN: Pen = {at: {x: 0.5, y: 0.2}, down: false};

const DIRECTIONS: Readonly<Record<string, Point>> = {
  ArrowLeft: {x: -1, y: 0},
  ArrowRight: {x: 1, y: 0},
  ArrowUp: {x: 0, y: -1},
  ArrowDown: {x: 0, y: 1},
};

/** What a key makes of pen and drawing; undefined where it is none of theirs. */
export function pressKey(
  {key, shiftKey = false}: {readonly key: string; readonly shiftKey?: boolean},
  {pen, drawing}: {readonly pen: Pen; readonly drawing: Drawing},
): {pen: Pen; drawing: Drawing} | undefined {
  if (key === ' ') {
    const down = !pen.down;
    return {pen: {...pen, down}, drawing: down ? [...drawing, [pen.at]] : drawing};
  }
  const direction = DIRECTIONS[key];
  if (!direction) return undefined;
  const step = shiftKey ? SMALL_STEP : STEP;
  const move = (from: number, by: number) => Math.min(1, Math.max(0, from + step * by));
  const at = {x: move(pen.at.x, direction.x), y: move(pen.at.y, direction.y)};
  return {pen: {...pen, at}, drawing: pen.down ? extend(drawing, at) : drawing};
}

/** Lengthens the last stroke, or begins one where there is none. */
export function extend(drawing: Drawing, ...points: readonly Point[]): Drawing {
  return [...drawing.slice(0, -1), [...(drawing.at(-1) ?? []), ...points]];
}
