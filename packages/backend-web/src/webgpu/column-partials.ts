import type {WebGPUBackend} from '@tensorflow/tfjs-backend-webgpu';
import type {TensorInfo} from '@tensorflow/tfjs-core';
import {run} from './run.js';

const COLUMNS = 16;
const ROWS = 16;
/** Rows that one work group adds up, at least, and how many groups share a column, at most. */
const LEAST_ROWS = 128;
const MOST_PARTS = 64;

/** Two sums of each column of matrices, in parts: `[parts, 2, columns]`. */
export interface ColumnPartials {
  readonly partials: TensorInfo;
  readonly parts: number;
  /** Rows in each part but the last, which may have fewer. */
  readonly rowsPerPart: number;
}

/** What is summed over the rows of each column. */
export interface ColumnSums {
  readonly name: string;
  /** Matrices `[rows, columns]` in any shape, and vectors `[columns]`. */
  readonly inputs: Readonly<Record<string, TensorInfo>>;
  readonly rows: number;
  readonly columns: number;
  /**
   * WGSL with a function `part(first, last, column, lane)`, which gives the two sums of a part to every lane. It
   * calls `total`, which adds up over the lanes of a column, and passes over the rows `first + lane`, `first + lane + LANES`
   * and so on, below `last`.
   */
  readonly code: string;
}

/**
 * Sums over rows: a group of threads takes 16 columns, so that what is read together lies together, and some of the rows,
 * so that there are groups enough to fill a GPU.
 */
export function columnPartials(
  backend: WebGPUBackend,
  {name, inputs, rows, columns, code}: ColumnSums,
): ColumnPartials {
  const wanted = Math.min(MOST_PARTS, Math.ceil(rows / LEAST_ROWS));
  const rowsPerPart = Math.ceil(rows / wanted);
  const parts = Math.ceil(rows / rowsPerPart);
  const partials = run(backend, {
    name,
    inputs,
    sizes: {rows, columns, rowsPerPart},
    shape: [parts, 2, columns],
    workgroup: [COLUMNS, ROWS, 1],
    groups: [Math.ceil(columns / COLUMNS), parts, 1],
    code: `
    const LANES = ${ROWS};
    var<workgroup> shared_: array<array<vec2<f32>, ${COLUMNS}>, LANES>;
    fn total(mine: vec2<f32>) -> vec2<f32> {
      shared_[localId.y][localId.x] = mine;
      workgroupBarrier();
      for (var half = ${ROWS / 2}u; half > 0u; half /= 2u) {
        if (localId.y < half) {
          shared_[localId.y][localId.x] += shared_[localId.y + half][localId.x];
        }
        workgroupBarrier();
      }
      let sum = shared_[0][localId.x];
      workgroupBarrier();
      return sum;
    }
    ${code}
    fn main() {
      let column = i32(globalId.x);
      let first = i32(workgroupId.y) * uniforms.rowsPerPart;
      let last = min(first + uniforms.rowsPerPart, uniforms.rows);
      // Threads past the last column go along, on the last one: all must reach the barriers.
      let sums = part(first, last, min(column, uniforms.columns - 1), i32(localId.y));
      if (localId.y == 0u && column < uniforms.columns) {
        let at = i32(workgroupId.y) * 2 * uniforms.columns + column;
        result[at] = sums.x;
        result[at + uniforms.columns] = sums.y;
      }
    }`,
  });
  return {partials, parts, rowsPerPart};
}
