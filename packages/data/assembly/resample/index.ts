/**
 * The two passes of resampling, on bytes, with fixed-point weights of 22 bits behind the point: what passes.ts computes,
 * four sums at a time. Of each output position along the axis there are the number of its first input (`first`), the
 * number of inputs (`count`) and `taps` weights, int32 all.
 */

const BITS = 22;
const HALF: i32 = 1 << (BITS - 1);

/** Where the host may write. */
export function heapBase(): usize {
  return __heap_base;
}

/**
 * Along rows of RGB: `rows` rows, `stride` bytes from one to the next, to `width` pixels each. Reads and writes a byte more
 * than the last pixel has.
 */
export function rowsOfRgb(
  from: usize,
  stride: i32,
  rows: i32,
  first: usize,
  count: usize,
  weights: usize,
  taps: i32,
  width: i32,
  to: usize,
): void {
  for (; rows > 0; rows--, from += stride) {
    let weight = weights;
    for (let x = 0; x < width; x++, to += 3, weight += 4 * taps) {
      let at = from + 3 * load<i32>(first + 4 * x);
      const end = at + 3 * load<i32>(count + 4 * x);
      let sum = i32x4.splat(HALF);
      for (let w = weight; at < end; at += 3, w += 4) {
        const pixel = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(at)));
        sum = i32x4.add(sum, i32x4.mul(pixel, v128.load32_splat(w)));
      }
      v128.store32_lane(to, toBytes(sum, sum, sum, sum), 0);
    }
  }
}

/** Along rows of `channels` values a pixel. */
export function rowsOf(
  from: usize,
  stride: i32,
  rows: i32,
  first: usize,
  count: usize,
  weights: usize,
  taps: i32,
  width: i32,
  to: usize,
  channels: i32,
): void {
  for (; rows > 0; rows--, from += stride) {
    let weight = weights;
    for (let x = 0; x < width; x++, weight += 4 * taps) {
      for (let c = 0; c < channels; c++, to++) {
        let at = from + channels * load<i32>(first + 4 * x) + c;
        const end = at + channels * load<i32>(count + 4 * x);
        let sum = HALF;
        for (let w = weight; at < end; at += channels, w += 4) sum += <i32>load<u8>(at) * load<i32>(w);
        store<u8>(to, <u8>min(max(sum >> BITS, 0), 255));
      }
    }
  }
}

/** Along columns: `height` rows of `stride` bytes come out. Reads and writes up to 15 bytes more than the last row has. */
export function columns(
  from: usize,
  stride: i32,
  first: usize,
  count: usize,
  weights: usize,
  taps: i32,
  height: i32,
  to: usize,
): void {
  for (let y = 0; y < height; y++, to += stride, weights += 4 * taps) {
    const top = from + stride * load<i32>(first + 4 * y);
    const end = weights + 4 * load<i32>(count + 4 * y);
    for (let x = 0; x < stride; x += 16) {
      let a = i32x4.splat(HALF);
      let b = a;
      let c = a;
      let d = a;
      for (let w = weights, at = top + x; w < end; w += 4, at += stride) {
        const values = v128.load(at);
        const low = i16x8.extend_low_i8x16_u(values);
        const high = i16x8.extend_high_i8x16_u(values);
        const weight = v128.load32_splat(w);
        a = i32x4.add(a, i32x4.mul(i32x4.extend_low_i16x8_u(low), weight));
        b = i32x4.add(b, i32x4.mul(i32x4.extend_high_i16x8_u(low), weight));
        c = i32x4.add(c, i32x4.mul(i32x4.extend_low_i16x8_u(high), weight));
        d = i32x4.add(d, i32x4.mul(i32x4.extend_high_i16x8_u(high), weight));
      }
      v128.store(to + x, toBytes(a, b, c, d));
    }
  }
}

/** Sums as bytes, what is beyond 0 and 255 cut off. */
function toBytes(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_u(
    i16x8.narrow_i32x4_s(i32x4.shr_s(a, BITS), i32x4.shr_s(b, BITS)),
    i16x8.narrow_i32x4_s(i32x4.shr_s(c, BITS), i32x4.shr_s(d, BITS)),
  );
}
