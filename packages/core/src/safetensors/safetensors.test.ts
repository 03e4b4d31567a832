import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {encodeText} from '../bytes/text.js';
import {CoreError} from '../errors.js';
import {decodeSafetensors} from './decode.js';
import {encodeSafetensors} from './encode.js';
import type {SafeTensor} from './types.js';

/** One tensor of most types, and the file that the reference implementation (Python, 0.6) writes for them. */
const tensors: Record<string, SafeTensor> = {
  'b.weight': {dtype: 'F32', shape: [2, 3], data: new Float32Array([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5])},
  'a.count': {dtype: 'I64', shape: [], data: new BigInt64Array([7n])},
  'a.half': {dtype: 'F16', shape: [2], data: new Uint16Array([0x3c00, 0xc000])},
  flags: {dtype: 'BOOL', shape: [3], data: new Uint8Array([1, 0, 1])},
  empty: {dtype: 'F32', shape: [0, 4], data: new Float32Array()},
  ids: {dtype: 'I32', shape: [2], data: new Int32Array([-1, 2 ** 31 - 1])},
  raw: {dtype: 'U8', shape: [3], data: new Uint8Array([255, 0, 3])},
  wide: {dtype: 'F64', shape: [1], data: new Float64Array([1 / 3])},
};
const referenceFile = new Uint8Array(
  Buffer.from(
    'AAIAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJmb3JtYXQiOiJwdCJ9LCJhLmNvdW50Ijp7ImR0eXBlIjoiSTY0Iiwic2hhcGUiOltdLCJkYXRhX29m' +
      'ZnNldHMiOlswLDhdfSwid2lkZSI6eyJkdHlwZSI6IkY2NCIsInNoYXBlIjpbMV0sImRhdGFfb2Zmc2V0cyI6WzgsMTZdfSwiYi53ZWlnaHQiOnsi' +
      'ZHR5cGUiOiJGMzIiLCJzaGFwZSI6WzIsM10sImRhdGFfb2Zmc2V0cyI6WzE2LDQwXX0sImVtcHR5Ijp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlsw' +
      'LDRdLCJkYXRhX29mZnNldHMiOls0MCw0MF19LCJpZHMiOnsiZHR5cGUiOiJJMzIiLCJzaGFwZSI6WzJdLCJkYXRhX29mZnNldHMiOls0MCw0OF19' +
      'LCJhLmhhbGYiOnsiZHR5cGUiOiJGMTYiLCJzaGFwZSI6WzJdLCJkYXRhX29mZnNldHMiOls0OCw1Ml19LCJyYXciOnsiZHR5cGUiOiJVOCIsInNo' +
      'YXBlIjpbM10sImRhdGFfb2Zmc2V0cyI6WzUyLDU1XX0sImZsYWdzIjp7ImR0eXBlIjoiQk9PTCIsInNoYXBlIjpbM10sImRhdGFfb2Zmc2V0cyI6' +
      'WzU1LDU4XX19ICAgICAgIAcAAAAAAAAAVVVVVVVV1T8AACDAAADAvwAAAL8AAAA/AADAPwAAIED/////////fwA8AMD/AAMBAAE=',
    'base64',
  ),
);

describe('like the reference implementation', () => {
  test('writes the same bytes', () => {
    expect(encodeSafetensors(tensors, {format: 'pt'})).toEqual(referenceFile);
  });

  test('reads them', () => {
    expect(decodeSafetensors(referenceFile)).toEqual({tensors, metadata: {format: 'pt'}});
  });

  test('reads them at an odd offset of a larger buffer', () => {
    const larger = new Uint8Array(referenceFile.length + 3);
    larger.set(referenceFile, 3);
    expect(decodeSafetensors(larger.subarray(3)).tensors).toEqual(tensors);
  });
});

test('what is read shares no memory with the file', () => {
  const file = encodeSafetensors(tensors);
  const before = decodeSafetensors(file);
  file.fill(0);
  expect(before.tensors).toEqual(tensors);
});

test('any names, shapes and texts survive', () => {
  const tensor = fc.array(fc.nat(3), {maxLength: 4}).chain(shape => {
    const size = shape.reduce((product, length) => product * length, 1);
    return fc
      .array(fc.float(), {minLength: size, maxLength: size})
      .map((data): SafeTensor => ({dtype: 'F32', shape, data: new Float32Array(data)}));
  });
  const names = fc.string({unit: 'grapheme'}).filter(name => name !== '__metadata__');
  fc.assert(
    fc.property(
      fc.dictionary(fc.oneof(names, fc.constant('__proto__')), tensor, {noNullPrototype: true}),
      fc.dictionary(fc.string(), fc.string(), {noNullPrototype: true}),
      (tensors, metadata) => {
        const decoded = decodeSafetensors(encodeSafetensors(tensors, metadata));
        expect(Object.entries(decoded.tensors).sort()).toEqual(Object.entries(tensors).sort());
        expect(decoded.metadata).toEqual(metadata);
      },
    ),
  );
});

describe('refuses to write', () => {
  const data = new Float32Array(4);
  test.each<{why: string; tensors: Record<string, unknown>; metadata?: Record<string, unknown>; code: string}>([
    {why: 'too few values', tensors: {x: {dtype: 'F32', shape: [5], data}}, code: 'SAFETENSORS_TENSOR'},
    {why: 'another array', tensors: {x: {dtype: 'I32', shape: [4], data}}, code: 'SAFETENSORS_TENSOR'},
    {why: 'an unknown type', tensors: {x: {dtype: 'toString', shape: [4], data}}, code: 'SAFETENSORS_TENSOR'},
    {why: 'a broken shape', tensors: {x: {dtype: 'F32', shape: [0.5, 8], data}}, code: 'SAFETENSORS_TENSOR'},
    {why: 'the reserved name', tensors: {__metadata__: {dtype: 'F32', shape: [4], data}}, code: 'SAFETENSORS_HEADER'},
    {why: 'metadata of numbers', tensors: {}, metadata: {epoch: 3}, code: 'SAFETENSORS_HEADER'},
  ])('$why', ({tensors, metadata, code}) => {
    const encode = () => encodeSafetensors(tensors as Record<string, SafeTensor>, metadata as Record<string, string>);
    expect(encode).toThrow(expect.objectContaining({name: 'CoreError', code}));
  });
});

/** A file with this header and this many bytes of data. */
function file(header: string, dataLength = 0, length: number | bigint = encodeText(header).length): Uint8Array {
  const text = encodeText(header);
  const bytes = new Uint8Array(8 + text.length + dataLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, 8);
  return bytes;
}

const entry = (dtype: string, shape: unknown, offsets: unknown): string =>
  JSON.stringify({dtype, shape, data_offsets: offsets});

describe('refuses to read', () => {
  const f32 = (begin: number, end: number) => entry('F32', [(end - begin) / 4], [begin, end]);
  test.each<{why: string; bytes: Uint8Array; code: string}>([
    {why: 'nothing', bytes: new Uint8Array(), code: 'SAFETENSORS_TRUNCATED'},
    {why: 'half a length', bytes: new Uint8Array(7), code: 'SAFETENSORS_TRUNCATED'},
    {why: 'an empty header', bytes: file(''), code: 'SAFETENSORS_HEADER'},
    {why: 'a header past the end', bytes: file('{}', 0, 3), code: 'SAFETENSORS_TRUNCATED'},
    {why: 'a huge header', bytes: file('{}', 0, 100_000_001), code: 'SAFETENSORS_HEADER'},
    {why: 'the hugest header', bytes: file('{}', 0, 2n ** 64n - 1n), code: 'SAFETENSORS_HEADER'},
    {why: 'a list', bytes: file('[]'), code: 'SAFETENSORS_HEADER'},
    {why: 'half an object', bytes: file('{"a":'), code: 'SAFETENSORS_HEADER'},
    {why: 'very deep nesting', bytes: file(`{"a":${'['.repeat(1_000_000)}`), code: 'SAFETENSORS_HEADER'},
    {why: 'bytes that are no text', bytes: file('{"\0":1}').with(10, 0xff), code: 'SAFETENSORS_HEADER'},
    {why: 'a name twice', bytes: file(`{"a":${f32(0, 4)},"a":${f32(4, 8)}}`, 8), code: 'SAFETENSORS_HEADER'},
    {
      why: 'one spelled twice',
      bytes: file(`{"a":${f32(0, 4)},"\\u0061" :${f32(4, 8)}}`, 8),
      code: 'SAFETENSORS_HEADER',
    },
    {why: 'a field twice', bytes: file(`{"a":{"shape":[1],${f32(0, 4).slice(1)}}`, 4), code: 'SAFETENSORS_HEADER'},
    {why: 'metadata of lists', bytes: file('{"__metadata__":[]}'), code: 'SAFETENSORS_HEADER'},
    {why: 'metadata of numbers', bytes: file('{"__metadata__":{"a":1}}'), code: 'SAFETENSORS_HEADER'},
    {why: 'an entry of null', bytes: file('{"a":null}'), code: 'SAFETENSORS_TENSOR'},
    {why: 'an unknown type', bytes: file(`{"a":${entry('F8', [1], [0, 1])}}`, 1), code: 'SAFETENSORS_TENSOR'},
    {why: 'an inherited type', bytes: file(`{"a":${entry('toString', [], [0, 4])}}`, 4), code: 'SAFETENSORS_TENSOR'},
    {why: 'a negative length', bytes: file(`{"a":${entry('F32', [-1], [0, 4])}}`, 4), code: 'SAFETENSORS_TENSOR'},
    {why: 'half a length', bytes: file(`{"a":${entry('F32', [0.5], [0, 2])}}`, 2), code: 'SAFETENSORS_TENSOR'},
    {why: 'no shape', bytes: file(`{"a":${entry('F32', undefined, [0, 4])}}`, 4), code: 'SAFETENSORS_TENSOR'},
    {why: 'one offset', bytes: file(`{"a":${entry('F32', [1], [4])}}`, 4), code: 'SAFETENSORS_TENSOR'},
    {why: 'offsets backwards', bytes: file(`{"a":${entry('F32', [1], [4, 0])}}`, 4), code: 'SAFETENSORS_TENSOR'},
    {why: 'more bytes than values', bytes: file(`{"a":${entry('F32', [1], [0, 8])}}`, 8), code: 'SAFETENSORS_TENSOR'},
    {
      why: 'a shape beyond all numbers',
      bytes: file(`{"a":${entry('U8', [2 ** 53 - 1, 2 ** 53 - 1, 2 ** 53 - 1], [0, 4])}}`, 4),
      code: 'SAFETENSORS_TENSOR',
    },
    {why: 'data past the end', bytes: file(`{"a":${f32(0, 8)}}`, 4), code: 'SAFETENSORS_TRUNCATED'},
    {why: 'exabytes', bytes: file(`{"a":${entry('U8', [2 ** 52], [0, 2 ** 52])}}`, 4), code: 'SAFETENSORS_TRUNCATED'},
    {why: 'an overlap', bytes: file(`{"a":${f32(0, 8)},"b":${f32(4, 12)}}`, 12), code: 'SAFETENSORS_OFFSETS'},
    {why: 'one place twice', bytes: file(`{"a":${f32(0, 4)},"b":${f32(0, 4)}}`, 4), code: 'SAFETENSORS_OFFSETS'},
    {why: 'a hole', bytes: file(`{"a":${f32(0, 4)},"b":${f32(8, 12)}}`, 12), code: 'SAFETENSORS_OFFSETS'},
    {why: 'a hole at the start', bytes: file(`{"a":${f32(4, 8)}}`, 8), code: 'SAFETENSORS_OFFSETS'},
    {why: 'bytes left over', bytes: file(`{"a":${f32(0, 4)}}`, 5), code: 'SAFETENSORS_OFFSETS'},
  ])('$why', ({bytes, code}) => {
    expect(() => decodeSafetensors(bytes)).toThrow(expect.objectContaining({name: 'CoreError', code}));
  });

  test('every shorter file', () => {
    for (let length = 0; length < referenceFile.length; length++) {
      expect(() => decodeSafetensors(referenceFile.subarray(0, length)), `${length} bytes`).toThrow(CoreError);
    }
  });

  test('damage anywhere, or reads it as something of the same size', () => {
    fc.assert(
      fc.property(fc.nat(referenceFile.length - 1), fc.integer({min: 1, max: 255}), (at, flip) => {
        const damaged = referenceFile.with(at, referenceFile[at]! ^ flip);
        try {
          const sizes = Object.values(decodeSafetensors(damaged).tensors).map(({data}) => data.byteLength);
          expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(58);
        } catch (error) {
          expect(error).toBeInstanceOf(CoreError);
        }
      }),
      {numRuns: 2000},
    );
  });
});
