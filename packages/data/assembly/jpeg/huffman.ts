/**
 * Huffman tables (ITU-T T.81, annexes C and F). Of each there are, one after the other: what the next 10 bits begin with, as
 * a symbol and as a whole coefficient where it fits, then for longer codes their limits and offsets, then the symbols.
 */

/** Bits that are looked up at once. */
export const LOOKAHEAD: i32 = 10;
/** By the next bits, u16: length of the code << 8 | symbol; 0 where it is longer. */
const CODES: usize = 0;
/** By the next bits, i16: value << 8 | run of zeros << 4 | bits in all; 0 where they do not fit. */
const VALUES: usize = 2 << LOOKAHEAD;
/** By length, i32: the first code that is longer, aligned to 16 bits; and what leads from a code to its symbol. */
const LIMITS: usize = VALUES + (2 << LOOKAHEAD);
const OFFSETS: usize = LIMITS + 4 * 18;
const SYMBOLS: usize = OFFSETS + 4 * 18;
const TABLE_BYTES: usize = SYMBOLS + 256;

/** Four tables for DC, four for AC. */
const tables: usize = memory.data(8 * 4752, 16);
/** One bit for each table that was told. */
let told: i32 = 0;

/** Forgets all tables. */
export function resetTables(): void {
  told = 0;
}

/** The table of a class (0 DC, 1 AC) and number; 0 if it was not told. */
export function tableAt(kind: i32, number: i32): usize {
  const index = kind * 4 + number;
  return (told >> index) & 1 ? tables + <usize>index * TABLE_BYTES : 0;
}

/** Reads a segment DHT without its length. Returns whether it is right. */
export function readTables(at: usize, end: usize): bool {
  while (at < end) {
    const kind = load<u8>(at) >> 4;
    const number = load<u8>(at) & 15;
    if (kind > 1 || number > 3 || at + 17 > end) return false;
    const index = <i32>kind * 4 + number;
    const symbols = build(tables + <usize>index * TABLE_BYTES, at + 1, end);
    if (symbols < 0) return false;
    told |= 1 << index;
    at += 17 + symbols;
  }
  return at === end;
}

/** Builds a table of the 16 counts by length at `counts`, which the symbols follow. Returns how many, -1 if impossible. */
function build(table: usize, counts: usize, end: usize): i32 {
  memory.fill(table, 0, TABLE_BYTES);
  let code: i32 = 0;
  let symbols: i32 = 0;
  for (let length = 1; length <= 16; length++) {
    const count = <i32>load<u8>(counts + length - 1);
    store<i32>(table + OFFSETS + 4 * length, symbols - code);
    if (symbols + count > 256 || counts + 16 + symbols + count > end || code + count > 1 << length) return -1;
    for (let i = 0; i < count; i++, code++, symbols++) {
      const symbol = load<u8>(counts + 16 + symbols);
      store<u8>(table + SYMBOLS + symbols, symbol);
      if (length > LOOKAHEAD) continue;
      const first = code << (LOOKAHEAD - length);
      for (let k = 0; k < 1 << (LOOKAHEAD - length); k++) {
        store<u16>(table + CODES + 2 * (first + k), <u16>((length << 8) | <i32>symbol));
      }
    }
    store<i32>(table + LIMITS + 4 * length, code << (16 - length));
    code <<= 1;
  }
  store<i32>(table + LIMITS + 4 * 17, i32.MAX_VALUE);
  addValues(table);
  return symbols;
}

/** Where a code and the bits that follow it fit into the lookahead, the coefficient can be looked up. */
function addValues(table: usize): void {
  for (let next = 0; next < 1 << LOOKAHEAD; next++) {
    const found = <i32>load<u16>(table + CODES + 2 * next);
    const length = found >> 8;
    const size = found & 15;
    const run = (found >> 4) & 15;
    if (length === 0 || size === 0 || length + size > LOOKAHEAD) continue;
    const raw = (next >> (LOOKAHEAD - length - size)) & ((1 << size) - 1);
    const value = extend(raw, size);
    if (value < -128 || value > 127) continue;
    store<i16>(table + VALUES + 2 * next, <i16>((value << 8) | (run << 4) | (length + size)));
  }
}

/** The value that `size` bits stand for (T.81, figure F.12). */
export function extend(raw: i32, size: i32): i32 {
  return raw < 1 << (size - 1) ? raw - (1 << size) + 1 : raw;
}

/** What the next 10 bits say of a coefficient: see `VALUES`. */
export function lookUpValue(table: usize, next: i32): i32 {
  return <i32>load<i16>(table + VALUES + 2 * next);
}

/** Length << 8 | symbol of the code at the beginning of 16 bits; 0 if there is none. */
export function lookUpCode(table: usize, next16: i32): i32 {
  const found = <i32>load<u16>(table + CODES + 2 * (next16 >> (16 - LOOKAHEAD)));
  return found !== 0 ? found : longCode(table, next16);
}

function longCode(table: usize, next16: i32): i32 {
  let length = LOOKAHEAD + 1;
  while (next16 >= load<i32>(table + LIMITS + 4 * length)) length++;
  if (length > 16) return 0;
  const symbol = (next16 >> (16 - length)) + load<i32>(table + OFFSETS + 4 * length);
  return (length << 8) | <i32>load<u8>(table + SYMBOLS + symbol);
}
