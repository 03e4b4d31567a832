/**
 * The inverse transform of 8 x 8 coefficients, in integers as libjpeg's jidctint.c computes it (Loeffler, Ligtenberg and
 * Moschytz 1989; 13 bits behind the point, 2 more after the first pass) and to the same bits. Its sums of products are
 * multiplied out, so that each output is made of products of neighbours: sixteen at a time.
 */

/** Pairs of constants, for rows interleaved in pairs. */
function pair(first: i32, second: i32): v128 {
  return i32x4.splat((first & 0xffff) | (second << 16));
}

/** Where the eight vectors of a pass lie. */
const rows: usize = memory.data(8 * 16, 16);

function row(i: i32): v128 {
  return v128.load(rows + 16 * i);
}

function low(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}

function high(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

/** Four lanes of a pass: outputs i and 7 - i are `sum` and `difference`. `first` and `last` select the half. */
function odd(p13: v128, p57: v128, c1: i32, c3: i32, c5: i32, c7: i32): v128 {
  return i32x4.add(i32x4.dot_i16x8_s(p13, pair(c1, c3)), i32x4.dot_i16x8_s(p57, pair(c5, c7)));
}

/** One pass over the eight vectors, along them: int16 in and out. */
function pass(shift: i32): void {
  const half = i32x4.splat(1 << (shift - 1));
  const r0 = row(0);
  const r1 = row(1);
  const r2 = row(2);
  const r3 = row(3);
  const r4 = row(4);
  const r5 = row(5);
  const r6 = row(6);
  const r7 = row(7);
  // Even part, with the half that rounding needs.
  const l04 = low(r0, r4);
  const h04 = high(r0, r4);
  const l26 = low(r2, r6);
  const h26 = high(r2, r6);
  const plusL = i32x4.add(i32x4.dot_i16x8_s(l04, pair(8192, 8192)), half);
  const plusH = i32x4.add(i32x4.dot_i16x8_s(h04, pair(8192, 8192)), half);
  const minusL = i32x4.add(i32x4.dot_i16x8_s(l04, pair(8192, -8192)), half);
  const minusH = i32x4.add(i32x4.dot_i16x8_s(h04, pair(8192, -8192)), half);
  const outerL = i32x4.dot_i16x8_s(l26, pair(10703, 4433));
  const outerH = i32x4.dot_i16x8_s(h26, pair(10703, 4433));
  const innerL = i32x4.dot_i16x8_s(l26, pair(4433, -10704));
  const innerH = i32x4.dot_i16x8_s(h26, pair(4433, -10704));
  const l13 = low(r1, r3);
  const h13 = high(r1, r3);
  const l57 = low(r5, r7);
  const h57 = high(r5, r7);
  finish(
    0,
    shift,
    i32x4.add(plusL, outerL),
    i32x4.add(plusH, outerH),
    odd(l13, l57, 11363, 9633, 6437, 2260),
    odd(h13, h57, 11363, 9633, 6437, 2260),
  );
  finish(
    1,
    shift,
    i32x4.add(minusL, innerL),
    i32x4.add(minusH, innerH),
    odd(l13, l57, 9633, -2259, -11362, -6436),
    odd(h13, h57, 9633, -2259, -11362, -6436),
  );
  finish(
    2,
    shift,
    i32x4.sub(minusL, innerL),
    i32x4.sub(minusH, innerH),
    odd(l13, l57, 6437, -11362, 2261, 9633),
    odd(h13, h57, 6437, -11362, 2261, 9633),
  );
  finish(
    3,
    shift,
    i32x4.sub(plusL, outerL),
    i32x4.sub(plusH, outerH),
    odd(l13, l57, 2260, -6436, 9633, -11363),
    odd(h13, h57, 2260, -6436, 9633, -11363),
  );
}

/** Outputs `i` and `7 - i` of the even and the odd part. */
function finish(i: i32, shift: i32, evenL: v128, evenH: v128, oddL: v128, oddH: v128): void {
  v128.store(
    rows + 16 * i,
    i16x8.narrow_i32x4_s(i32x4.shr_s(i32x4.add(evenL, oddL), shift), i32x4.shr_s(i32x4.add(evenH, oddH), shift)),
  );
  v128.store(
    rows + 16 * (7 - i),
    i16x8.narrow_i32x4_s(i32x4.shr_s(i32x4.sub(evenL, oddL), shift), i32x4.shr_s(i32x4.sub(evenH, oddH), shift)),
  );
}

/** Exchanges rows and columns of the eight vectors. */
function transpose(): void {
  const a0 = low(row(0), row(4));
  const a1 = high(row(0), row(4));
  const a2 = low(row(1), row(5));
  const a3 = high(row(1), row(5));
  const a4 = low(row(2), row(6));
  const a5 = high(row(2), row(6));
  const a6 = low(row(3), row(7));
  const a7 = high(row(3), row(7));
  const b0 = low(a0, a4);
  const b1 = high(a0, a4);
  const b2 = low(a1, a5);
  const b3 = high(a1, a5);
  const b4 = low(a2, a6);
  const b5 = high(a2, a6);
  const b6 = low(a3, a7);
  const b7 = high(a3, a7);
  v128.store(rows, low(b0, b4));
  v128.store(rows + 16, high(b0, b4));
  v128.store(rows + 32, low(b1, b5));
  v128.store(rows + 48, high(b1, b5));
  v128.store(rows + 64, low(b2, b6));
  v128.store(rows + 80, high(b2, b6));
  v128.store(rows + 96, low(b3, b7));
  v128.store(rows + 112, high(b3, b7));
}

/** Pixels of the coefficients at `block`, int16 `[8, 8]`, into a plane with `stride` bytes a row. */
export function inverseDct(block: usize, to: usize, stride: usize): void {
  memory.copy(rows, block, 128);
  pass(11);
  transpose();
  pass(18);
  transpose();
  const middle = i8x16.splat(-128);
  for (let i = 0; i < 8; i += 2, to += 2 * stride) {
    const bytes = v128.xor(i8x16.narrow_i16x8_s(row(i), row(i + 1)), middle);
    v128.store64_lane(to, bytes, 0);
    v128.store64_lane(to + stride, bytes, 1);
  }
}

/** The same where all coefficients but the first are 0: one colour. */
export function inverseDc(coefficient: i32, to: usize, stride: usize): void {
  const value = min(max(((coefficient * 4 + 16) >> 5) + 128, 0), 255);
  const bytes = i8x16.splat(<i8>value);
  for (let i = 0; i < 8; i++, to += stride) v128.store64_lane(to, bytes, 0);
}
