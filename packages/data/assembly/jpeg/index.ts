/**
 * A decoder of JPEGs as cameras and web sites make most of them: baseline, 8 bits, grey or YCbCr, chroma full, halved across
 * or halved both ways. It gives the bytes of libjpeg (islow transform, fancy upsampling). All else, and all that is
 * broken, it leaves to others.
 */
import {beginBits, overrun, position} from './bits';
import {block, lastCoefficient, readBlock} from './block';
import {greyToRgb, keepWidth, toRgb, widen} from './colour';
import {
  across,
  acTableOf,
  components,
  dcTableOf,
  divisorsOf,
  down,
  height,
  readFrame,
  restartInterval,
  width,
} from './frame';
import {inverseDc, inverseDct} from './inverse-dct';

/** More than the longest vector beyond a row. */
const SLACK = 64;
const RST0 = 0xd0;

/** The last coefficients before of each component. */
const previous: usize = memory.data(3 * 4, 4);
/** Of each component: its plane, bytes of a row of it. */
const planes: usize = memory.data(3 * 4, 4);
const strides: usize = memory.data(3 * 4, 4);

/** Where the host may write: input, then planes, then output. */
export function heapBase(): usize {
  return __heap_base;
}

/** Bytes of scratch memory that an image of this size takes at most. */
export function scratchBytes(width: i32, height: i32): i32 {
  const plane = (((width + 15) & ~15) + SLACK) * ((height + 15) & ~15);
  return 3 * plane + 12 * (width + SLACK) + 4 * SLACK;
}

/**
 * Decodes `length` bytes at `input` to uint8 `[height, width, channels]` at `output`, which has {@link SLACK} bytes more.
 * `wide` and `tall` are the size that is expected. Returns whether it was done.
 */
export function decode(
  input: usize,
  length: i32,
  wide: i32,
  tall: i32,
  channels: i32,
  scratch: usize,
  output: usize,
): bool {
  const end = input + length;
  const scan = readFrame(input, end);
  if (scan === 0 || width !== wide || height !== tall || (components === 3 && channels !== 3)) return false;
  // So narrow, libjpeg repeats values instead.
  if (across === 2 && chromaWidth() <= 2) return false;
  const lines = placePlanes((scratch + 15) & ~15);
  if (!readPlanes(scan, end)) {
    memory.fill(block, 0, 128);
    return false;
  }
  writePixels(channels, lines, output);
  return true;
}

function chromaWidth(): i32 {
  return (width + across - 1) / across;
}

function placePlanes(at: usize): usize {
  const unitsAcross = (width + 8 * across - 1) / (8 * across);
  const unitsDown = (height + 8 * down - 1) / (8 * down);
  for (let i = 0; i < components; i++) {
    const stride = unitsAcross * 8 * (i === 0 ? across : 1);
    store<u32>(planes + 4 * i, at);
    store<u32>(strides + 4 * i, stride);
    at += stride * unitsDown * 8 * (i === 0 ? down : 1) + 16;
  }
  return at;
}

function readPlanes(scan: usize, end: usize): bool {
  const unitsAcross = (width + 8 * across - 1) / (8 * across);
  const unitsDown = (height + 8 * down - 1) / (8 * down);
  beginBits(scan, end);
  memory.fill(previous, 0, 12);
  let left = restartInterval;
  let restarts = 0;
  for (let y = 0; y < unitsDown; y++) {
    for (let x = 0; x < unitsAcross; x++) {
      if (restartInterval !== 0 && left-- === 0) {
        if (!restart(restarts++, end)) return false;
        left = restartInterval - 1;
      }
      for (let i = 0; i < components; i++) {
        const columns = i === 0 ? across : 1;
        const rows = i === 0 ? down : 1;
        for (let v = 0; v < rows; v++) {
          for (let h = 0; h < columns; h++) {
            if (!readPixels(i, (x * columns + h) * 8, (y * rows + v) * 8)) return false;
          }
        }
      }
    }
  }
  return !overrun();
}

/** Reads a block of a component and writes its pixels into the plane. */
function readPixels(i: i32, x: i32, y: i32): bool {
  const dc = readBlock(dcTableOf(i), acTableOf(i), divisorsOf(i), load<i32>(previous + 4 * i));
  if (lastCoefficient < 0) return false;
  store<i32>(previous + 4 * i, dc);
  const stride = <usize>load<u32>(strides + 4 * i);
  const to = <usize>load<u32>(planes + 4 * i) + y * stride + x;
  if (lastCoefficient === 0) {
    inverseDc(<i32>load<i16>(block), to, stride);
    store<i16>(block, 0);
  } else {
    inverseDct(block, to, stride);
    memory.fill(block, 0, 128);
  }
  return true;
}

/** Goes on behind the next restart marker. Returns whether it is the expected one. */
function restart(count: i32, end: usize): bool {
  if (overrun() || position + 2 > end) return false;
  if (load<u8>(position) !== 0xff || load<u8>(position, 1) !== RST0 + (count & 7)) return false;
  beginBits(position + 2, end);
  memory.fill(previous, 0, 12);
  return true;
}

/** Writes the pixels, a row at a time; `lines` is room for two rows of chroma and one of sums. */
function writePixels(channels: i32, lines: usize, output: usize): void {
  const luma = <usize>load<u32>(planes);
  const stride = <usize>load<u32>(strides);
  const cb = lines;
  const cr = cb + 2 * width + SLACK;
  const sums = cr + 2 * width + 2 * SLACK;
  for (let y = 0; y < height; y++) {
    const from = luma + y * stride;
    const to = output + y * width * channels;
    if (components === 3) {
      chromaRow(1, y, sums, cb);
      chromaRow(2, y, sums, cr);
      toRgb(from, cb, cr, width, to);
    } else if (channels === 3) greyToRgb(from, width, to);
    else memory.copy(to, from, width);
  }
}

function chromaRow(i: i32, y: i32, sums: usize, to: usize): void {
  const plane = <usize>load<u32>(planes + 4 * i);
  const stride = <usize>load<u32>(strides + 4 * i);
  const near = plane + (y / down) * stride;
  if (across === 1) {
    keepWidth(near, width, to);
    return;
  }
  const last = (height + down - 1) / down - 1;
  const other = down === 1 ? y : min(max((y >> 1) + ((y & 1) << 1) - 1, 0), last);
  widen(near, plane + other * stride, chromaWidth(), down === 2, sums, to);
}
