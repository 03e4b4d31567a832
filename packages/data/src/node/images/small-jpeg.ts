import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import type {ByteImage} from '../../transforms/image-transform.js';
import {readJpegHeader} from './jpeg-header.js';

/**
 * Up to so many pixels this decoder takes less time than sharp, which decodes with SIMD but sets up a pipeline for each
 * image (0.5 ms).
 */
const MOST_PIXELS = 256 * 256;
/** A JPEG of so few pixels that has more bytes carries something else. */
const MOST_BYTES = 2 ** 19;
const FRAME_BYTES = 16;
/** TurboJPEG's pixel formats. */
const TJPF = {rgb: 0, grey: 6};

/** What this file needs of the global that Node has and its types lack. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => {readonly exports: unknown};
};

/** The exports of libjpeg-turbo's WebAssembly, its TurboJPEG API. Addresses are numbers. */
interface TurboJpeg {
  readonly memory: {readonly buffer: ArrayBuffer};
  malloc(bytes: number): number;
  tjInitDecompress(): number;
  tjDecompressHeader3(decoder: number, bytes: number, length: number, ...out: number[]): number;
  tjDecompress2(decoder: number, bytes: number, length: number, to: number, ...layout: number[]): number;
}

/** A decoder with memory for its input and output. */
interface Decoder {
  readonly turbo: TurboJpeg;
  readonly handle: number;
  readonly frame: number;
  readonly input: number;
  readonly output: number;
}

let compiled: object | undefined;
let decoder: Decoder | undefined;

/**
 * Decodes a small JPEG without leaving this thread, to the same values as sharp: both are libjpeg-turbo. `undefined` for
 * all that is large, unusual, turned by EXIF, of other colours, or broken: sharp knows more, and words for what is wrong.
 */
export function decodeSmallJpeg(bytes: Uint8Array, channels: 1 | 3): ByteImage | undefined {
  if (bytes.length > MOST_BYTES) return undefined;
  const header = readJpegHeader(bytes);
  if (!header?.usual || header.otherColours || header.exif) return undefined;
  const {width, height, components} = header;
  // Grey of colours is a matter of taste: sharp's is meant.
  if (width * height > MOST_PIXELS || width * height === 0 || (components !== channels && components !== 1))
    return undefined;
  try {
    decoder ??= createDecoder();
    const data = decode(decoder, bytes, {width, height, channels});
    if (data) return {data, width, height, channels};
  } catch {
    // Where C would jump, this build throws: nothing is known of the state it leaves.
  }
  decoder = undefined;
  return undefined;
}

function decode(
  {turbo, handle, frame, input, output}: Decoder,
  bytes: Uint8Array,
  {width, height, channels}: {width: number; height: number; channels: 1 | 3},
): Uint8Array | undefined {
  new Uint8Array(turbo.memory.buffer).set(bytes, input);
  if (turbo.tjDecompressHeader3(handle, input, bytes.length, frame, frame + 4, frame + 8, frame + 12)) return undefined;
  const format = channels === 1 ? TJPF.grey : TJPF.rgb;
  if (turbo.tjDecompress2(handle, input, bytes.length, output, width, 0, height, format, 0)) return undefined;
  return new Uint8Array(turbo.memory.buffer, output, width * height * channels).slice();
}

function createDecoder(): Decoder {
  const path = createRequire(import.meta.url).resolve('@cwasm/jpeg-turbo/jpeg-turbo.wasm');
  compiled ??= new WebAssembly.Module(readFileSync(path));
  const jump = (): never => {
    throw new Error('libjpeg gave up');
  };
  const none = (): number => 0;
  const system = ['environ_sizes_get', 'environ_get', 'proc_exit', 'fd_close', 'fd_seek', 'fd_write'];
  const {exports} = new WebAssembly.Instance(compiled, {
    env: {setjmp: none, longjmp: jump},
    wasi_snapshot_preview1: Object.fromEntries(system.map(name => [name, none])),
  });
  const turbo = exports as TurboJpeg;
  return {
    turbo,
    handle: turbo.tjInitDecompress(),
    frame: turbo.malloc(FRAME_BYTES),
    input: turbo.malloc(MOST_BYTES),
    output: turbo.malloc(3 * MOST_PIXELS),
  };
}
