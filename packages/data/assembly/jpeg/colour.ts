/** Rows of chroma brought to full width, and rows of YCbCr as RGB: as libjpeg computes both, to the same bits. */

/**
 * Brings a row of chroma to twice its width (libjpeg's fancy upsampling): each output is three parts of the nearest
 * value and one of the next nearest; where height is halved too (`tall`), `near` and `other` are first mixed in the same way.
 * uint8 in; int16, less 128, out. `sums` has room for the row and a vector on each side.
 */
export function widen(near: usize, other: usize, width: i32, tall: bool, sums: usize, to: usize): void {
  addRows(near, other, width, tall, sums);
  const shift = tall ? 4 : 2;
  const evenBias = i16x8.splat(tall ? 8 : 1);
  const oddBias = i16x8.splat(tall ? 7 : 2);
  const middle = i16x8.splat(128);
  for (let x = 0; x < width; x += 8, sums += 16, to += 32) {
    const here = v128.load(sums);
    const three = i16x8.add(i16x8.add(here, here), here);
    const before = i16x8.add(i16x8.add(three, v128.load(sums - 2)), evenBias);
    const after = i16x8.add(i16x8.add(three, v128.load(sums + 2)), oddBias);
    const even = i16x8.sub(i16x8.shr_u(before, shift), middle);
    const odd = i16x8.sub(i16x8.shr_u(after, shift), middle);
    v128.store(to, v128.shuffle<i16>(even, odd, 0, 8, 1, 9, 2, 10, 3, 11));
    v128.store(to + 16, v128.shuffle<i16>(even, odd, 4, 12, 5, 13, 6, 14, 7, 15));
  }
}

/** Three parts of `near` and one of `other`, or `near` alone; the outermost values repeated. */
function addRows(near: usize, other: usize, width: i32, tall: bool, sums: usize): void {
  for (let x = 0; x < width; x += 8) {
    const value = v128.load8x8_u(near + x);
    const sum = tall ? i16x8.add(i16x8.mul(value, i16x8.splat(3)), v128.load8x8_u(other + x)) : value;
    v128.store(sums + 2 * x, sum);
  }
  store<u16>(sums - 2, load<u16>(sums));
  store<u16>(sums + 2 * width, load<u16>(sums + 2 * (width - 1)));
}

/** A row of chroma of full width as int16, less 128. */
export function keepWidth(from: usize, width: i32, to: usize): void {
  const middle = i16x8.splat(128);
  for (let x = 0; x < width; x += 8) v128.store(to + 2 * x, i16x8.sub(v128.load8x8_u(from + x), middle));
}

/** A row of RGB, uint8; `cb` and `cr` are int16 around 0. Writes up to 45 bytes more than the row has. */
export function toRgb(y: usize, cb: usize, cr: usize, width: i32, to: usize): void {
  for (let x = 0; x < width; x += 8, y += 8, cb += 16, cr += 16, to += 24) {
    const luma = v128.load8x8_u(y);
    const blue = v128.load(cb);
    const red = v128.load(cr);
    // 1.402 is 1 + 0.402, 1.772 is 2 - 0.228 and -0.71414 is -1 + 0.28586: what is left fits 16 bits.
    const r = i16x8.add(i16x8.add(luma, red), scaled(red, 26345));
    const b = i16x8.add(i16x8.add(luma, i16x8.add(blue, blue)), scaled(blue, -14942));
    const g = i16x8.add(i16x8.sub(luma, red), mixed(blue, red));
    const rg = i8x16.narrow_i16x8_u(r, g);
    const bb = i8x16.narrow_i16x8_u(b, b);
    v128.store(to, v128.shuffle<i8>(rg, bb, 0, 8, 16, 1, 9, 17, 2, 10, 18, 3, 11, 19, 4, 12, 20, 5));
    v128.store64_lane(to + 16, v128.shuffle<i8>(rg, bb, 13, 21, 6, 14, 22, 7, 15, 23, 0, 0, 0, 0, 0, 0, 0, 0), 0);
  }
}

/** `value * factor / 65536`, rounded. */
function scaled(value: v128, factor: i32): v128 {
  const constant = i16x8.splat(<i16>factor);
  return rounded(i32x4.extmul_low_i16x8_s(value, constant), i32x4.extmul_high_i16x8_s(value, constant));
}

/** `-0.34414 blue + 0.28586 red`, rounded. */
function mixed(blue: v128, red: v128): v128 {
  const constants = i32x4.splat((-22554 & 0xffff) | (18734 << 16));
  return rounded(
    i32x4.dot_i16x8_s(v128.shuffle<i16>(blue, red, 0, 8, 1, 9, 2, 10, 3, 11), constants),
    i32x4.dot_i16x8_s(v128.shuffle<i16>(blue, red, 4, 12, 5, 13, 6, 14, 7, 15), constants),
  );
}

function rounded(low: v128, high: v128): v128 {
  const half = i32x4.splat(32768);
  return i16x8.narrow_i32x4_s(i32x4.shr_s(i32x4.add(low, half), 16), i32x4.shr_s(i32x4.add(high, half), 16));
}

/** Three equal values for each of a row. */
export function greyToRgb(from: usize, width: i32, to: usize): void {
  for (let x = 0; x < width; x++, to += 3) {
    const value = load<u8>(from + x);
    store<u8>(to, value);
    store<u8>(to, value, 1);
    store<u8>(to, value, 2);
  }
}
