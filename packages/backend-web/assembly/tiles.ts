/**
 * The two inner loops, on a tile of 4 by 8 numbers. Eight accumulators, the operands and a product fit the fifteen
 * vector registers that V8 has on x64: a larger tile spills and is a third slower.
 */
export const ROWS = 4;
export const COLUMNS = 8;

/**
 * `out[4][8] += sum over pixels of a[4] x b[8]` (an outer product a pixel), over `rows` times `columns` pixels. In `a`
 * pixels are `pixelStep` bytes apart, and rows `rowStep`; `b` is packed: `[rows, columns, 8]`.
 */
export function outerProducts(
  a: usize,
  rowStep: usize,
  pixelStep: usize,
  b: usize,
  rows: i32,
  columns: i32,
  out: usize,
): void {
  let c00 = v128.load(out, 0);
  let c01 = v128.load(out, 16);
  let c10 = v128.load(out, 32);
  let c11 = v128.load(out, 48);
  let c20 = v128.load(out, 64);
  let c21 = v128.load(out, 80);
  let c30 = v128.load(out, 96);
  let c31 = v128.load(out, 112);
  for (; rows > 0; rows--) {
    let pixel = a;
    for (let i = columns; i > 0; i--) {
      const b0 = v128.load(b, 0);
      const b1 = v128.load(b, 16);
      const a0 = v128.load32_splat(pixel, 0);
      c00 = f32x4.add(c00, f32x4.mul(a0, b0));
      c01 = f32x4.add(c01, f32x4.mul(a0, b1));
      const a1 = v128.load32_splat(pixel, 4);
      c10 = f32x4.add(c10, f32x4.mul(a1, b0));
      c11 = f32x4.add(c11, f32x4.mul(a1, b1));
      const a2 = v128.load32_splat(pixel, 8);
      c20 = f32x4.add(c20, f32x4.mul(a2, b0));
      c21 = f32x4.add(c21, f32x4.mul(a2, b1));
      const a3 = v128.load32_splat(pixel, 12);
      c30 = f32x4.add(c30, f32x4.mul(a3, b0));
      c31 = f32x4.add(c31, f32x4.mul(a3, b1));
      pixel += pixelStep;
      b += 32;
    }
    a += rowStep;
  }
  v128.store(out, c00, 0);
  v128.store(out, c01, 16);
  v128.store(out, c10, 32);
  v128.store(out, c11, 48);
  v128.store(out, c20, 64);
  v128.store(out, c21, 80);
  v128.store(out, c30, 96);
  v128.store(out, c31, 112);
}

/**
 * For four rows: `out[8] += row[length] . panel[length, 8]`. Where the outputs overlap, each adds to what the one
 * before it left.
 */
export function rowProducts(
  row0: usize,
  row1: usize,
  row2: usize,
  row3: usize,
  panel: usize,
  length: i32,
  out0: usize,
  out1: usize,
  out2: usize,
  out3: usize,
): void {
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0);
  let c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0);
  let c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0);
  let c31 = f32x4.splat(0);
  const end = panel + ((<usize>length) << 5);
  for (; panel < end; panel += 32) {
    const b0 = v128.load(panel, 0);
    const b1 = v128.load(panel, 16);
    const a0 = v128.load32_splat(row0);
    c00 = f32x4.add(c00, f32x4.mul(a0, b0));
    c01 = f32x4.add(c01, f32x4.mul(a0, b1));
    const a1 = v128.load32_splat(row1);
    c10 = f32x4.add(c10, f32x4.mul(a1, b0));
    c11 = f32x4.add(c11, f32x4.mul(a1, b1));
    const a2 = v128.load32_splat(row2);
    c20 = f32x4.add(c20, f32x4.mul(a2, b0));
    c21 = f32x4.add(c21, f32x4.mul(a2, b1));
    const a3 = v128.load32_splat(row3);
    c30 = f32x4.add(c30, f32x4.mul(a3, b0));
    c31 = f32x4.add(c31, f32x4.mul(a3, b1));
    row0 += 4;
    row1 += 4;
    row2 += 4;
    row3 += 4;
  }
  accumulate(out0, c00, c01);
  accumulate(out1, c10, c11);
  accumulate(out2, c20, c21);
  accumulate(out3, c30, c31);
}

/** The same for one row. */
export function rowProduct(row: usize, panel: usize, length: i32, out: usize): void {
  let c0 = f32x4.splat(0);
  let c1 = f32x4.splat(0);
  const end = panel + ((<usize>length) << 5);
  for (; panel < end; panel += 32) {
    const a = v128.load32_splat(row);
    c0 = f32x4.add(c0, f32x4.mul(a, v128.load(panel, 0)));
    c1 = f32x4.add(c1, f32x4.mul(a, v128.load(panel, 16)));
    row += 4;
  }
  accumulate(out, c0, c1);
}

function accumulate(out: usize, low: v128, high: v128): void {
  v128.store(out, f32x4.add(v128.load(out, 0), low), 0);
  v128.store(out, f32x4.add(v128.load(out, 16), high), 16);
}
