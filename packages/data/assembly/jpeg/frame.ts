/** What a JPEG says before its scan: sizes, components, divisors, tables (T.81, annex B). */
import {readTables, resetTables, tableAt} from './huffman';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const DQT = 0xdb;
const DHT = 0xc4;
const DRI = 0xdd;

export let width: i32 = 0;
export let height: i32 = 0;
/** 1 for grey, 3 for YCbCr. */
export let components: i32 = 0;
/** Values of the first component for one of the others, across and down: 1 or 2. */
export let across: i32 = 1;
export let down: i32 = 1;
/** Units between two restart markers; 0 if there are none. */
export let restartInterval: i32 = 0;

/** Four tables of 64 divisors, u16, and one bit for each that was told. */
const divisorTables: usize = memory.data(4 * 128, 16);
let toldDivisors: i32 = 0;

/** Of each component the number of its divisors. */
const divisorNumbers: usize = memory.data(3);
/** Of each component its name, and where its tables for DC and AC lie. */
const names: usize = memory.data(3);
const dcTables: usize = memory.data(3 * 4, 4);
const acTables: usize = memory.data(3 * 4, 4);

export function divisorsOf(component: i32): usize {
  return divisorTables + 128 * <usize>load<u8>(divisorNumbers + component);
}

export function dcTableOf(component: i32): usize {
  return load<u32>(dcTables + 4 * component);
}

export function acTableOf(component: i32): usize {
  return load<u32>(acTables + 4 * component);
}

function word(at: usize): i32 {
  return ((<i32>load<u8>(at)) << 8) | <i32>load<u8>(at, 1);
}

/** Reads all up to the scan. Returns where that begins; 0 for what is not a baseline JPEG of one scan, or broken. */
export function readFrame(at: usize, end: usize): usize {
  resetTables();
  width = 0;
  toldDivisors = 0;
  restartInterval = 0;
  if (at + 4 > end || load<u8>(at) !== 0xff || load<u8>(at, 1) !== SOI) return 0;
  at += 2;
  while (at + 4 <= end) {
    if (load<u8>(at) !== 0xff) return 0;
    const marker = <i32>load<u8>(at, 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const body = at + 4;
    const next = at + 2 + word(at + 2);
    if (marker === EOI || next < body || next > end) return 0;
    if (marker === SOS) return readScan(body, next) ? next : 0;
    if (!readSegment(marker, body, next)) return 0;
    at = next;
  }
  return 0;
}

function readSegment(marker: i32, body: usize, end: usize): bool {
  // Baseline and extended sequential, coded by Huffman; the others from 0xc2 on are of other kinds.
  if (marker === 0xc0 || marker === 0xc1) return readSizes(body, end);
  if (marker === DHT) return readTables(body, end);
  if (marker === DQT) return readDivisors(body, end);
  if (marker === DRI) {
    if (end - body !== 2) return false;
    restartInterval = word(body);
    return true;
  }
  return marker < 0xc0 || marker > 0xcf;
}

function readSizes(at: usize, end: usize): bool {
  if (width !== 0 || end - at < 9) return false;
  height = word(at + 1);
  width = word(at + 3);
  components = load<u8>(at, 5);
  if (load<u8>(at) !== 8 || width === 0 || height === 0 || (components !== 1 && components !== 3)) return false;
  if (end - at !== <usize>(6 + 3 * components)) return false;
  across = 1;
  down = 1;
  for (let i = 0; i < components; i++) {
    const one = at + 6 + 3 * i;
    store<u8>(names + i, load<u8>(one));
    const sampling = <i32>load<u8>(one, 1);
    if (i === 0 && components === 3) {
      across = sampling >> 4;
      down = sampling & 15;
      // Full, halved across, or halved both ways.
      if (across < 1 || across > 2 || down < 1 || down > across) return false;
    } else if (components === 3 && sampling !== 0x11) return false;
    // libjpeg takes components named R, G and B for what they say.
    if (load<u8>(one, 2) > 3 || (components === 3 && load<u8>(one) === 82)) return false;
    store<u8>(divisorNumbers + i, load<u8>(one, 2));
  }
  return true;
}

function readDivisors(at: usize, end: usize): bool {
  for (; at + 65 <= end; at += 65) {
    // More than 8 bits a divisor begin with another number.
    const number = load<u8>(at);
    if (number > 3) return false;
    for (let i = 0; i < 64; i++) store<u16>(divisorTables + 128 * number + 2 * i, <u16>load<u8>(at + 1 + i));
    toldDivisors |= 1 << number;
  }
  return at === end;
}

/** Whether the scan has all components, in order and whole, and all that it refers to was told. */
function readScan(at: usize, end: usize): bool {
  if (width === 0 || end - at !== <usize>(4 + 2 * components) || load<u8>(at) !== components) return false;
  for (let i = 0; i < components; i++) {
    const one = at + 1 + 2 * i;
    const numbers = <i32>load<u8>(one, 1);
    if (load<u8>(one) !== load<u8>(names + i) || numbers >> 4 > 3 || (numbers & 15) > 3) return false;
    const dc = tableAt(0, numbers >> 4);
    const ac = tableAt(1, numbers & 15);
    if (dc === 0 || ac === 0 || !((toldDivisors >> load<u8>(divisorNumbers + i)) & 1)) return false;
    store<u32>(dcTables + 4 * i, dc);
    store<u32>(acTables + 4 * i, ac);
  }
  return true;
}
