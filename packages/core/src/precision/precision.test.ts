import {describe, expect, test} from 'vitest';
import type {SafeTensor} from '../safetensors/types.js';
import {fromBfloat16, toBfloat16} from './bfloat16.js';
import {fromHalf} from './half.js';
import {toFloat32} from './to-float32.js';
import {toHalf} from './to-half.js';

const all = Uint16Array.from({length: 0x10000}, (_, bits) => bits);
const bitsOf = (values: Float32Array) => new Uint32Array(values.buffer);

describe('half precision', () => {
  test('every number has the value that IEEE 754 gives its bits', () => {
    const exact = Array.from(all, bits => {
      const exponent = (bits >> 10) & 31;
      const fraction = bits & 1023;
      const magnitude = exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25);
      const value = exponent < 31 ? magnitude : fraction === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
      return bits & 0x8000 ? -value : value;
    });
    expect([...fromHalf(all)]).toEqual(exact);
  });

  test('there and back is the identity, but for what a NaN carries', () => {
    const numbers = all.filter(bits => (bits & 0x7fff) <= 0x7c00);
    expect(toHalf(fromHalf(numbers))).toEqual(numbers);
  });

  test('a NaN keeps what it carries', () => {
    expect([...bitsOf(fromHalf(Uint16Array.of(0x7e01, 0xfd00)))]).toEqual([0x7fc02000, 0xffa00000]);
  });
});

describe('bfloat16', () => {
  test('every number is itself there and back, and a NaN is a quiet one', () => {
    const isNaNs = (bits: number) => (bits & 0x7fff) > 0x7f80;
    expect(toBfloat16(fromBfloat16(all))).toEqual(all.map(bits => (isNaNs(bits) ? bits | 0x40 : bits)));
  });

  test('the bits are the upper half of those of single precision', () => {
    expect([...bitsOf(fromBfloat16(Uint16Array.of(0x3f80, 0xc2f7, 0x0001)))]).toEqual([
      0x3f800000, 0xc2f70000, 0x00010000,
    ]);
  });

  test.each([
    {why: 'less than half', bits: 0x3f807fff, expected: 0x3f80},
    {why: 'half, above an even number', bits: 0x3f808000, expected: 0x3f80},
    {why: 'half, above an odd number', bits: 0x3f818000, expected: 0x3f82},
    {why: 'more than half', bits: 0x3f808001, expected: 0x3f81},
    {why: 'half of the smallest', bits: 0x00008000, expected: 0x0000},
    {why: 'a negative half above an odd one', bits: 0x80018000, expected: 0x8002},
    {why: 'the largest of single precision', bits: 0x7f7fffff, expected: 0x7f80},
    {why: 'a NaN whose lower half alone tells it from infinity', bits: 0xff800001, expected: 0xffc0},
  ])('rounds $why', ({bits, expected}) => {
    expect([...toBfloat16(new Float32Array(Uint32Array.of(bits).buffer))]).toEqual([expected]);
  });
});

describe('single precision from', () => {
  test.each<{tensor: Pick<SafeTensor, 'dtype' | 'data'>; expected: number[]}>([
    {tensor: {dtype: 'F16', data: Uint16Array.of(0x3c00, 0x8001)}, expected: [1, -(2 ** -24)]},
    {tensor: {dtype: 'BF16', data: Uint16Array.of(0x3f80, 0xff80)}, expected: [1, Number.NEGATIVE_INFINITY]},
    {
      tensor: {dtype: 'F64', data: Float64Array.of(1 / 3, 1e300, 1 + 2 ** -24, 2 ** -150)},
      expected: [Math.fround(1 / 3), Number.POSITIVE_INFINITY, 1, 0],
    },
    {tensor: {dtype: 'I32', data: Int32Array.of(-3, 2 ** 24 + 1)}, expected: [-3, 2 ** 24]},
    {tensor: {dtype: 'U16', data: Uint16Array.of(0x3c00)}, expected: [0x3c00]},
    {tensor: {dtype: 'BOOL', data: Uint8Array.of(0, 1)}, expected: [0, 1]},
    {tensor: {dtype: 'U64', data: BigUint64Array.of(2n ** 64n - 1n, 5n)}, expected: [2 ** 64, 5]},
    {
      // By way of doubles, the second and the last would be ties and go to the even number.
      tensor: {
        dtype: 'I64',
        data: BigInt64Array.of(-7n, 2n ** 60n + 2n ** 36n + 1n, 2n ** 60n + 2n ** 36n, -(2n ** 60n) - 2n ** 36n - 1n),
      },
      expected: [-7, 2 ** 60 + 2 ** 37, 2 ** 60, -(2 ** 60) - 2 ** 37],
    },
  ])('$tensor.dtype', ({tensor, expected}) => {
    const values = toFloat32({...tensor, shape: [expected.length]} as SafeTensor);
    expect(values).toEqual(Float32Array.from(expected));
  });

  test('itself: the same array', () => {
    const data = new Float32Array(2);
    expect(toFloat32({dtype: 'F32', shape: [2], data})).toBe(data);
  });
});
