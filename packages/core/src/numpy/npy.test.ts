import {describe, expect, test} from 'vitest';
import {decodeNpy} from './decode-npy.js';

/** An array file with this header and this many bytes of values. */
function file(header: string, length = 4, version = 1): Uint8Array<ArrayBuffer> {
  const head = Buffer.from([0x93, ...Buffer.from('NUMPY'), version, 0]);
  const size = Buffer.alloc(version === 1 ? 2 : 4);
  size.writeUIntLE(header.length, 0, size.length);
  return new Uint8Array(Buffer.concat([head, size, Buffer.from(header, 'latin1'), Buffer.alloc(length, 1)]));
}

describe('headers', () => {
  test.each([
    {what: 'of NumPy', header: "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }  \n", shape: [1]},
    {
      what: 'in another order, without spaces',
      header: "{'shape':(1,1),'fortran_order':True,'descr':'<f4'}",
      shape: [1, 1],
    },
    {what: 'of Python 2', header: "{'descr': '<f4', 'fortran_order': False, 'shape': (1L, 1L), }", shape: [1, 1]},
    {what: 'of one value', header: "{'descr': '<f4', 'fortran_order': False, 'shape': (), }", shape: []},
  ])('$what', ({header, shape}) => {
    expect(decodeNpy(file(header), 'x')).toEqual({
      dtype: 'F32',
      shape,
      data: new Float32Array(Uint32Array.of(0x01010101).buffer),
    });
  });
});

describe('refuses', () => {
  const header = (descr = "'<f4'", shape = '(1,)', order = 'False') =>
    `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}}`;
  const ones = (count: number) => `(${'1'.repeat(count)}`;
  test.each([
    {what: 'nothing', bytes: new Uint8Array(), code: 'FILE_CORRUPT'},
    {what: 'a version of the future', bytes: file(header(), 4, 4), code: 'FILE_CORRUPT'},
    {what: 'half a length', bytes: file(header()).slice(0, 9), code: 'FILE_TRUNCATED'},
    {what: 'half a header', bytes: file(header()).slice(0, 30), code: 'FILE_TRUNCATED'},
    {what: 'a huge header', bytes: file(header().padEnd(20_000), 4, 2), code: 'FILE_CORRUPT'},
    {what: 'a header that is no text', bytes: file('\xff'), code: 'FILE_CORRUPT'},
    {what: 'a header that is no dictionary', bytes: file('[]'), code: 'FILE_CORRUPT'},
    {what: 'a header without a shape', bytes: file("{'descr': '<f4', 'fortran_order': False}"), code: 'FILE_CORRUPT'},
    {what: 'a field too many', bytes: file(`${header().slice(0, -1)}, 'x': True}`), code: 'FILE_CORRUPT'},
    {what: 'code', bytes: file(header("__import__('os').system('ls')")), code: 'FILE_CORRUPT'},
    {what: 'a negative length', bytes: file(header(undefined, '(-1,)')), code: 'FILE_CORRUPT'},
    {what: 'a shape of texts', bytes: file(header(undefined, "('a',)")), code: 'FILE_CORRUPT'},
    {
      what: 'a shape that would take a slow pattern forever',
      bytes: file(header(undefined, ones(5000))),
      code: 'FILE_CORRUPT',
    },
    {what: '65 axes', bytes: file(header(undefined, `(${'1,'.repeat(65)})`)), code: 'FILE_CORRUPT'},
    {what: 'lengths beyond all numbers', bytes: file(header(undefined, '(9007199254740993,)')), code: 'FILE_CORRUPT'},
    {what: 'too few values', bytes: file(header(undefined, '(2,)')), code: 'FILE_TRUNCATED'},
    {what: 'terabytes', bytes: file(header(undefined, '(1099511627776,)')), code: 'FILE_TRUNCATED'},
    {what: 'values left over', bytes: file(header(), 8), code: 'FILE_CORRUPT'},
    {what: 'complex numbers', bytes: file(header("'<c8'")), code: 'FILE_UNSUPPORTED'},
    {what: 'an inherited type', bytes: file(header("'<toString'")), code: 'FILE_UNSUPPORTED'},
  ])('$what', ({bytes, code}) => {
    expect(() => decodeNpy(bytes, 'x')).toThrow(expect.objectContaining({name: 'CoreError', code}));
  });
});

test('values that are not aligned', () => {
  const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}";
  for (let spaces = 0; spaces < 4; spaces++) {
    expect(decodeNpy(file(header + ' '.repeat(spaces)), 'x').data).toHaveLength(1);
  }
});
