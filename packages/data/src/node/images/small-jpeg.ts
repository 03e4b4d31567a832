import type {ByteImage} from '../../transforms/image-transform.js';
import {bytesOf, instantiate, type Memory} from '../../wasm/instantiate.js';
import {jpegBinary} from '../../wasm/jpeg-binary.js';
import {readJpegHeader} from './jpeg-header.js';

/** Up to so many pixels this decoder takes less time than sharp, which sets up a pipeline for each image (0.5 ms). */
const MOST_PIXELS = 256 * 256;
/** A JPEG of so few pixels that has more bytes carries something else. */
const MOST_BYTES = 2 ** 19;
/** What the decoder may touch beyond its arrays. */
const SLACK = 64;

/** What assembly/jpeg exports. Addresses are numbers. */
interface Decoder {
  readonly memory: Memory;
  heapBase(): number;
  scratchBytes(width: number, height: number): number;
  decode(
    input: number,
    length: number,
    width: number,
    height: number,
    channels: number,
    scratch: number,
    output: number,
  ): number;
}

let decoder: Decoder | undefined;

/**
 * Decodes a small JPEG without leaving this thread, to the same values as sharp, which is libjpeg. `undefined` for all that
 * is large, unusual (progressive, for one), turned by EXIF, of other colours, or broken: sharp knows more, and words for
 * what is wrong.
 */
export function decodeSmallJpeg(bytes: Uint8Array, channels: 1 | 3): ByteImage | undefined {
  if (bytes.length > MOST_BYTES) return undefined;
  const header = readJpegHeader(bytes);
  if (!header || header.otherColours || header.exif) return undefined;
  const {width, height, components} = header;
  // Grey of colours is a matter of taste: sharp's is meant.
  if (width * height > MOST_PIXELS || width * height === 0 || (components !== channels && components !== 1))
    return undefined;
  decoder ??= instantiate<Decoder>(jpegBinary);
  if (!decoder) return undefined;
  const size = width * height * channels;
  const input = decoder.heapBase();
  const scratch = input + bytes.length + SLACK;
  const output = scratch + decoder.scratchBytes(width, height) + SLACK;
  const memory = bytesOf(decoder.memory, output + size + SLACK);
  memory.set(bytes, input);
  if (!decoder.decode(input, bytes.length, width, height, channels, scratch, output)) return undefined;
  return {data: memory.slice(output, output + size), width, height, channels};
}
