import {COLUMNS} from './tiles';

/** How many panels of eight columns hold `columns`. */
export function panelsOf(columns: i32): i32 {
  return (columns + COLUMNS - 1) / COLUMNS;
}

/** Packs a matrix `[rows, columns]` into panels `[columns / 8, rows, 8]`, the last one filled up with zeros. */
export function packColumns(matrix: usize, rows: i32, columns: i32, panels: usize): void {
  for (let first = 0; first < columns; first += COLUMNS) {
    const count = min(COLUMNS, columns - first);
    let from = matrix + ((<usize>first) << 2);
    for (let row = 0; row < rows; row++) {
      if (count === COLUMNS) {
        v128.store(panels, v128.load(from, 0), 0);
        v128.store(panels, v128.load(from, 16), 16);
      } else {
        memory.fill(panels, 0, COLUMNS * 4);
        memory.copy(panels, from, (<usize>count) << 2);
      }
      from += (<usize>columns) << 2;
      panels += COLUMNS * 4;
    }
  }
}

/** Packs the transpose of a matrix `[rows, columns]` into panels `[rows / 8, columns, 8]`, likewise. */
export function packRows(matrix: usize, rows: i32, columns: i32, panels: usize): void {
  for (let first = 0; first < rows; first += COLUMNS) {
    const count = min(COLUMNS, rows - first);
    for (let column = 0; column < columns; column++) {
      for (let i = 0; i < COLUMNS; i++) {
        const value = i < count ? load<f32>(matrix + ((<usize>((first + i) * columns + column)) << 2)) : 0;
        store<f32>(panels + ((<usize>i) << 2), value);
      }
      panels += COLUMNS * 4;
    }
  }
}
