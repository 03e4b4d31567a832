/** The bits of a scan, without the zeros that follow each 0xff. What is read past its end is zeros, and counted. */

/** Bits that were read from bytes and not yet used: the low `bitCount` of these. */
export let bitBuffer: u64 = 0;
export let bitCount: i32 = 0;
/** Where the next byte lies. */
export let position: usize = 0;
let end: usize = 0;
/** Zero bits in the buffer, behind the last real one, and bits of them that were used. */
let padding: i32 = 0;

/** Begins to read bits at an address; `limit` is where the bytes end. */
export function beginBits(at: usize, limit: usize): void {
  position = at;
  end = limit;
  bitBuffer = 0;
  bitCount = 0;
  padding = 0;
}

/** Puts back the state that a reader kept in variables of its own. */
export function keepBits(buffer: u64, count: i32): void {
  bitBuffer = buffer;
  bitCount = count;
}

/** Fills the buffer to more than 32 bits. */
export function refill(): void {
  if (position + 4 <= end) {
    const word = load<u32>(position);
    // No byte of it is 0xff, as none of the complement is 0.
    const rest = ~word;
    if (((rest - 0x01010101) & word & 0x80808080) === 0) {
      bitBuffer = (bitBuffer << 32) | <u64>bswap<u32>(word);
      bitCount += 32;
      position += 4;
      return;
    }
  }
  while (bitCount <= 32) {
    let byte: u32 = 0;
    if (position < end && (load<u8>(position) !== 0xff || (position + 1 < end && load<u8>(position, 1) === 0))) {
      byte = load<u8>(position);
      position += byte === 0xff ? 2 : 1;
    } else {
      padding += 8;
    }
    bitBuffer = (bitBuffer << 8) | <u64>byte;
    bitCount += 8;
  }
}

/** Whether more bits were used than there were. */
export function overrun(): bool {
  return padding > bitCount;
}
