import {describe, expect, test} from 'vitest';
import {drawPictures} from './drawing.js';

function picture(inked: (y: number, x: number) => boolean, caption = 'x') {
  const pixels = Uint8Array.from({length: 28 * 28}, (_, i) => (inked(Math.floor(i / 28), i % 28) ? 255 : 0));
  return {pixels, height: 28, width: 28, caption};
}

describe('drawPictures', () => {
  test('a line of one pixel is half a block high', () => {
    const lines = drawPictures([picture((y, x) => y === 14 && x >= 4 && x < 24)]).split('\n');
    const inked = lines.filter(line => /[▀▄█]/.test(line));
    expect(inked).toHaveLength(1);
    expect(inked[0]).toMatch(/^(▀{20}|▄{20})$/);
  });

  test('a filled box of 20 by 20 fills the whole window, wherever it lies', () => {
    for (const offset of [0, 4, 8]) {
      const inBox = (at: number) => at >= offset && at < offset + 20;
      const lines = drawPictures([picture((y, x) => inBox(y) && inBox(x))]).split('\n');
      expect(lines.slice(0, 10)).toEqual(Array(10).fill('█'.repeat(20)));
      expect(lines[10]).toBe('x');
    }
  });

  test('as many stand side by side as the width takes', () => {
    const three = [1, 2, 3].map(i => picture((y, x) => y === x, `number ${i}`));
    expect(
      drawPictures(three, {width: 42})
        .split('\n')
        .filter(line => line.includes('number')),
    ).toEqual(['number 1              number 2', 'number 3']);
  });

  test('an empty picture is blank', () => {
    expect(drawPictures([picture(() => false, '')]).trim()).toBe('');
  });
});
