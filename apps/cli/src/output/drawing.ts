/** A grey picture: `[height, width]`, values 0 (paper) … 255 (ink). */
export interface Picture {
  readonly pixels: Uint8Array;
  readonly height: number;
  readonly width: number;
  /** Written below. */
  readonly caption: string;
}

/** Pixels a side that are shown around the middle of the ink: an MNIST digit is at most 20 by 20. */
const SIDE = 20;

/**
 * Draws grey pictures side by side with half-block characters, two pixels above one another in each:
 * ten lines and a caption, as many beside one another as the width takes.
 */
export function drawPictures(pictures: readonly Picture[], {width = 80}: {width?: number} = {}): string {
  const perRow = Math.max(1, Math.floor((width + 2) / (SIDE + 2)));
  const rows: string[] = [];
  for (let start = 0; start < pictures.length; start += perRow) {
    const row = pictures.slice(start, start + perRow);
    const drawn = row.map(drawOne);
    for (let line = 0; line < SIDE / 2; line++)
      rows.push(
        drawn
          .map(lines => lines[line]!)
          .join('  ')
          .trimEnd(),
      );
    rows.push(
      row
        .map(({caption}) => caption.padEnd(SIDE))
        .join('  ')
        .trimEnd(),
      '',
    );
  }
  return rows.join('\n');
}

function drawOne(picture: Picture): string[] {
  const {top, left} = windowAroundInk(picture);
  const isInk = (y: number, x: number): boolean => {
    const inside = y >= 0 && x >= 0 && y < picture.height && x < picture.width;
    return inside && picture.pixels[y * picture.width + x]! > 96;
  };
  return Array.from({length: SIDE / 2}, (_, line) =>
    Array.from({length: SIDE}, (_, column) => {
      const y = top + line * 2;
      const x = left + column;
      return halfBlock(isInk(y, x), isInk(y + 1, x));
    }).join(''),
  );
}

function halfBlock(upper: boolean, lower: boolean): string {
  if (upper) return lower ? '█' : '▀';
  return lower ? '▄' : ' ';
}

function windowAroundInk({pixels, height, width}: Picture): {top: number; left: number} {
  let [minY, maxY, minX, maxX] = [height, 0, width, 0];
  for (let i = 0; i < pixels.length; i++) {
    if (pixels[i]! <= 96) continue;
    const [y, x] = [Math.floor(i / width), i % width];
    [minY, maxY, minX, maxX] = [Math.min(minY, y), Math.max(maxY, y), Math.min(minX, x), Math.max(maxX, x)];
  }
  return {top: Math.round((minY + maxY + 1 - SIDE) / 2), left: Math.round((minX + maxX + 1 - SIDE) / 2)};
}
