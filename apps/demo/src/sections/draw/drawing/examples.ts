import type {Drawing, Point, Stroke} from './drawing.js';

/** Strokes as coordinates in hundredths of the paper, `x y x y …`; smoothed, they are a digit. */
const STROKES: readonly (readonly string[])[] = [
  ['52 15 38 22 30 42 31 65 42 83 56 82 67 66 70 44 65 24 52 15'],
  ['40 30 52 17 51 40 50 62 49 85'],
  ['30 32 36 19 52 15 66 24 65 40 52 57 38 71 28 83 45 82 60 81 74 82'],
  ['31 22 45 15 62 19 66 32 57 43 45 47 60 50 69 63 64 77 49 85 31 79'],
  ['40 15 35 32 30 52 45 53 60 52 74 51', '61 32 60 50 58 68 57 87'],
  ['68 17 53 17 38 18 36 32 34 45 50 42 64 50 68 65 60 80 45 85 30 79'],
  ['60 14 46 27 36 45 32 65 40 81 55 84 66 74 64 60 52 53 40 59 34 70'],
  ['28 20 45 19 60 18 71 18 62 36 54 54 48 70 44 86'],
  ['62 25 48 16 36 25 40 38 52 47 65 60 65 76 50 85 36 77 37 62 50 48 63 37 62 25'],
  ['65 29 52 17 38 24 35 39 46 49 60 42 66 29 64 48 60 67 57 86'],
];

/** Each of the ten digits, drawn: what the page draws for those who want to see it first. */
export const EXAMPLES: readonly Drawing[] = STROKES.map(strokes => strokes.map(text => smooth(points(text))));

function points(text: string): Stroke {
  const values = text.split(' ').map(value => Number(value) / 100);
  return values.flatMap((x, i) => (i % 2 === 0 ? [{x, y: values[i + 1]!}] : []));
}

/** A curve through the points (Catmull and Rom 1974), eight lines between two of them. */
function smooth(stroke: Stroke): Stroke {
  const at = (i: number) => stroke[Math.min(stroke.length - 1, Math.max(0, i))]!;
  const between = (i: number, t: number): Point => {
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const along = (key: 'x' | 'y') =>
      b[key] +
      (t / 2) *
        (c[key] -
          a[key] +
          t * (2 * a[key] - 5 * b[key] + 4 * c[key] - d[key] + t * (3 * (b[key] - c[key]) + d[key] - a[key])));
    return {x: along('x'), y: along('y')};
  };
  const lines = Array.from({length: 8 * (stroke.length - 1)}, (_, i) => between(Math.floor(i / 8), (i % 8) / 8));
  return [...lines, stroke.at(-1)!];
}
