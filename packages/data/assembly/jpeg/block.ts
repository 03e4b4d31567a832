import {bitBuffer, bitCount, keepBits, refill} from './bits';
import {extend, LOOKAHEAD, lookUpCode, lookUpValue} from './huffman';

/** Where each coefficient of a scan stands in its block (T.81, figure A.6); beyond the 64th there is room for errors. */
const NATURAL: usize = memory.data<u8>([
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47,
  55, 62, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63,
]);

/** Coefficients of the current block, int16 `[8, 8]`; all 0 between blocks. */
export const block: usize = memory.data(128, 16);

/** The position of the last coefficient of a block that was read; -1 if the bits make no sense. */
export let lastCoefficient: i32 = 0;

/**
 * Reads the coefficients of a block, times their divisors `divisors` (u16, in the order of the scan). Returns the first
 * one before that, which the next block of the component is told as `previous`.
 */
export function readBlock(dc: usize, ac: usize, divisors: usize, previous: i32): i32 {
  let buffer = bitBuffer;
  let count = bitCount;
  if (count <= 32) {
    refill();
    buffer = bitBuffer;
    count = bitCount;
  }
  const found = lookUpCode(dc, <i32>(buffer >> (count - 16)) & 0xffff);
  const size = found & 255;
  count -= found >> 8;
  if (found === 0 || size > 11) return failed();
  if (size > 0) {
    count -= size;
    previous += extend(<i32>(buffer >> count) & ((1 << size) - 1), size);
  }
  store<i16>(block, <i16>(previous * <i32>load<u16>(divisors)));
  let last = 0;
  for (let k = 1; k < 64; k++) {
    if (count <= 32) {
      keepBits(buffer, count);
      refill();
      buffer = bitBuffer;
      count = bitCount;
    }
    const next16 = <i32>(buffer >> (count - 16)) & 0xffff;
    const short = lookUpValue(ac, next16 >> (16 - LOOKAHEAD));
    let value: i32;
    if (short !== 0) {
      count -= short & 15;
      k += (short >> 4) & 15;
      value = short >> 8;
    } else {
      const code = lookUpCode(ac, next16);
      if (code === 0) return failed();
      const bits = code & 15;
      const run = (code >> 4) & 15;
      count -= code >> 8;
      if (bits === 0) {
        // The end of the block, or sixteen zeros.
        if (run !== 15) break;
        k += 15;
        continue;
      }
      k += run;
      count -= bits;
      value = extend(<i32>(buffer >> count) & ((1 << bits) - 1), bits);
    }
    if (k > 63) return failed();
    const divisor = <i32>load<u16>(divisors + 2 * k);
    store<i16>(block + 2 * <usize>load<u8>(NATURAL + k), <i16>(value * divisor));
    last = k;
  }
  keepBits(buffer, count);
  lastCoefficient = last;
  return previous;
}

function failed(): i32 {
  lastCoefficient = -1;
  return 0;
}
