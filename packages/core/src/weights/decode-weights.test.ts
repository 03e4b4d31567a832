import {describe, expect, test} from 'vitest';
import {toFloat32} from '../precision/to-float32.js';
import {encodeSafetensors} from '../safetensors/encode.js';
import type {SafeTensor} from '../safetensors/types.js';
import {pickleBytes, uint32} from '../testing/pickle-bytes.js';
import {type ExpectedTensor, expectedTensors, readWeightFile} from '../testing/weight-files.js';
import {decodeWeights} from './decode-weights.js';

/** A tensor in the form of those that Python read. */
function asExpected(tensor: SafeTensor): ExpectedTensor {
  const {dtype, shape, data} = tensor;
  const numbers: Iterable<number | bigint> = dtype === 'F16' || dtype === 'BF16' ? toFloat32(tensor) : data;
  return {dtype, shape, values: Array.from(numbers, value => (typeof value === 'bigint' ? String(value) : value))};
}

describe('reads what Python reads', () => {
  const format = (name: string): string => {
    if (/npz|npy/.test(name)) return name.slice(-3);
    return /legacy|old/.test(name) ? 'pytorch-legacy' : 'pytorch';
  };
  test.each(Object.entries(expectedTensors()))('%s', async (name, expected) => {
    const weights = await decodeWeights(readWeightFile(name));
    const tensors = Object.entries(weights.tensors).map(([key, tensor]) => [key, asExpected(tensor)]);
    expect(Object.fromEntries(tensors)).toEqual(expected);
    expect(weights).toMatchObject({format: format(name), metadata: {}});
  });

  test('safetensors, with its texts', async () => {
    const tensors: Record<string, SafeTensor> = {
      wide: {dtype: 'F64', shape: [2], data: new Float64Array([1, 2])},
      half: {dtype: 'F16', shape: [], data: new Uint16Array([0x3c00])},
      none: {dtype: 'U32', shape: [0, 2], data: new Uint32Array()},
    };
    const weights = await decodeWeights(encodeSafetensors(tensors, {format: 'pt'}));
    expect(weights).toEqual({format: 'safetensors', tensors, metadata: {format: 'pt'}});
  });
});

describe('a checkpoint of several things', () => {
  test.each(['checkpoint.pth.tar', 'checkpoint-legacy.pth.tar'])('%s: all of it', async name => {
    const {saved, tensors} = await decodeWeights(readWeightFile(name));
    const checkpoint = saved as Map<string, unknown>;
    const state = checkpoint.get('state_dict') as Map<string, SafeTensor>;
    expect([...state.keys()]).toEqual(Object.keys(tensors));
    expect(checkpoint.get('epoch')).toBe(3);
    expect(checkpoint.get('best')).toMatchObject({dtype: 'F32', shape: [], data: Float32Array.of(0.5)});
    expect(checkpoint.get('device')).toBe('cpu');
    const notes = ['a', null, true, 2.5, [1, [2, 3]], Uint8Array.of(0, 255), 2n ** 70n, new Set('x'), [2, 3]];
    expect((checkpoint.get('notes') as unknown[]).slice(0, -1)).toEqual(notes);
    const optimizer = checkpoint.get('optimizer') as Map<string, Map<number, Map<string, SafeTensor>>>;
    const momentum = optimizer.get('state')!.get(0)!.get('momentum_buffer')!;
    expect(momentum).toMatchObject({dtype: 'F32', shape: [2, 1, 3, 3]});
    expect((checkpoint.get('scheduler') as Map<string, unknown>).get('milestones')).toEqual(
      new Map([3, 5].map(at => [at, 1])),
    );
  });

  test('may contain itself', async () => {
    const {saved} = await decodeWeights(readWeightFile('loop.pth'));
    const loop = saved as Map<string, unknown>;
    expect(loop.get('itself')).toBe(loop);
  });
});

test('tensors of one storage share its memory, unless they are in another order', async () => {
  const {shared, offset, transposed} = (await decodeWeights(readWeightFile('state.pth'))).tensors;
  expect(offset!.data.buffer).toBe(shared!.data.buffer);
  expect(transposed!.data.buffer).not.toBe(shared!.data.buffer);
});

describe('reads from', () => {
  const name = 'state-legacy.pth';
  test.each<{what: string; source: (bytes: Uint8Array<ArrayBuffer>) => Parameters<typeof decodeWeights>[0]}>([
    {what: 'a blob', source: bytes => new Blob([bytes])},
    {
      what: 'a source of ranges',
      source: bytes => ({size: bytes.length, read: async (...range) => bytes.slice(...range)}),
    },
    {
      what: 'the middle of a larger buffer',
      source: bytes => {
        const larger = new Uint8Array(bytes.length + 5).fill(7);
        larger.set(bytes, 3);
        return larger.subarray(3, -2);
      },
    },
  ])('$what', async ({source}) => {
    const bytes = readWeightFile(name);
    const {tensors} = await decodeWeights(source(new Uint8Array(bytes)));
    expect(tensors).toEqual((await decodeWeights(bytes)).tensors);
  });

  test('pickles longer than what is read at first', async () => {
    const bytes = readWeightFile(name);
    // The fourth pickle is what was saved: there, a text of 1 MB that is thrown away at once.
    const at = nthIndexOf(bytes, [0x80, 2], 4) + 2;
    const text = pickleBytes('X', uint32(2 ** 20), 'x'.repeat(2 ** 20), '0');
    const long = pickleBytes(bytes.subarray(0, at), text, bytes.subarray(at));
    const {tensors} = await decodeWeights(long);
    expect(tensors).toEqual((await decodeWeights(bytes)).tensors);
  });
});

function nthIndexOf(bytes: Uint8Array, part: readonly number[], n: number): number {
  let at = -1;
  for (let i = 0; i < n; i++) at = Buffer.from(bytes).indexOf(Uint8Array.from(part), at + 1);
  return at;
}

describe('refuses', () => {
  test.each([
    {name: 'attack.pth', code: 'PICKLE_REFUSED', message: "asks for 'posix.system'"},
    {name: 'attack-legacy.pth', code: 'PICKLE_REFUSED', message: "asks for 'posix.system'"},
    {name: 'whole-model.pth', code: 'PICKLE_REFUSED', message: "'torch.nn.modules.linear.Identity'"},
    {name: 'sparse.pth', code: 'PICKLE_REFUSED', message: "'torch._utils._rebuild_sparse_tensor'"},
    {name: 'torchscript.pt', code: 'FILE_UNSUPPORTED', message: 'TorchScript'},
    {name: 'big-endian.pth', code: 'FILE_UNSUPPORTED', message: 'not little-endian'},
    {name: 'no-tensors.pth', code: 'FILE_UNSUPPORTED', message: 'a dictionary with epoch'},
    {name: 'big-endian.npz', code: 'FILE_UNSUPPORTED', message: "'x.npy' has big-endian values ('>f4')"},
    {name: 'objects.npz', code: 'FILE_UNSUPPORTED', message: "values of type '|O'"},
    {name: 'texts.npz', code: 'FILE_UNSUPPORTED', message: "values of type '<U3'"},
    {name: 'records.npz', code: 'FILE_UNSUPPORTED', message: 'records'},
  ])('$name', async ({name, code, message}) => {
    const error = expect.objectContaining({name: 'CoreError', code, message: expect.stringContaining(message)});
    await expect(decodeWeights(readWeightFile(name))).rejects.toEqual(error);
  });

  const text = (content: string) => new Uint8Array(Buffer.from(content, 'latin1'));
  test.each([
    {what: 'nothing', bytes: text(''), code: 'FILE_UNKNOWN', message: 'empty'},
    {what: 'a text', bytes: text('hello'), code: 'FILE_UNKNOWN', message: 'something else'},
    {what: 'a web page', bytes: text('<!DOCTYPE html>'), code: 'FILE_UNKNOWN', message: 'a web page'},
    {
      what: 'a pointer',
      bytes: text('version https://git-lfs.github.com/'),
      code: 'FILE_UNKNOWN',
      message: 'git lfs pull',
    },
    {what: 'HDF5', bytes: text('\x89HDF\r\n'), code: 'FILE_UNKNOWN', message: 'Keras'},
    {what: 'another pickle', bytes: text('\x80\x02}.'), code: 'FILE_UNKNOWN', message: 'no checkpoint of PyTorch'},
    {what: 'a tar archive', bytes: text(`${'\0'.repeat(257)}ustar`), code: 'FILE_UNKNOWN', message: 'unpack it'},
    {what: 'half a zip archive', bytes: text('PK\x03\x04'), code: 'FILE_TRUNCATED', message: 'cut short'},
  ])('$what', async ({bytes, code, message}) => {
    const error = expect.objectContaining({name: 'CoreError', code, message: expect.stringContaining(message)});
    await expect(decodeWeights(bytes)).rejects.toEqual(error);
  });
});
