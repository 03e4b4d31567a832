import {mkdtemp, rm, truncate, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {countAllocations} from '../testing/count-allocations.js';
import {readWeightFile, weightFile} from '../testing/weight-files.js';

const allocated = countAllocations();
const {encodeSafetensors} = await import('../safetensors/encode.js');
const {decodeWeights} = await import('../weights/decode-weights.js');
const {openWeights} = await import('./open-weights.js');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'residual-weights-'));
});
afterAll(() => rm(folder, {recursive: true}));

test.each(['state.pth', 'state-legacy.pth', 'arrays-compressed.npz', 'version-1.npy'])(
  '%s: the same as from memory',
  async name => {
    expect(await openWeights(fileURLToPath(weightFile(name)))).toEqual(await decodeWeights(readWeightFile(name)));
  },
);

describe('a safetensors file', () => {
  const length = 2 ** 23;
  const path = () => join(folder, 'large.safetensors');
  const data = Float32Array.from({length}, (_, i) => i % 1000);

  beforeAll(async () => {
    const tensors = Object.fromEntries(['a', 'b'].map(name => [name, {dtype: 'F32' as const, shape: [length], data}]));
    await writeFile(path(), encodeSafetensors(tensors, {format: 'pt'}));
  });

  test('takes the memory of its tensors, once', async () => {
    const before = allocated.bytes;
    const {tensors, metadata} = await openWeights(path());
    const taken = allocated.bytes - before;
    expect(taken).toBeGreaterThanOrEqual(2 * 4 * length);
    expect(taken).toBeLessThan(2 * 4 * length + 2 ** 12);
    expect(Object.keys(tensors)).toEqual(['a', 'b']);
    expect(Buffer.compare(Buffer.from(tensors.b!.data.buffer), Buffer.from(data.buffer))).toBe(0);
    expect(metadata).toEqual({format: 'pt'});
  });

  test('cut short is refused before any of it is read', async () => {
    await truncate(path(), 6 * length);
    const before = allocated.bytes;
    const error = expect.objectContaining({
      code: 'SAFETENSORS_TRUNCATED',
      message: expect.stringContaining(`${path()}: b: expected data up to byte`),
    });
    await expect(openWeights(path())).rejects.toEqual(error);
    expect(allocated.bytes - before).toBeLessThan(2 ** 12);
  });
});

describe('refuses', () => {
  test.each([
    {what: 'a file that is not there', name: 'missing.pth', message: 'no such file'},
    {what: 'a folder', name: '.', message: 'expected a file'},
  ])('$what', async ({name, message}) => {
    const error = expect.objectContaining({
      name: 'CoreError',
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining(message),
    });
    await expect(openWeights(join(folder, name))).rejects.toEqual(error);
  });

  test('an attack, by its path', async () => {
    const path = fileURLToPath(weightFile('attack.pth'));
    const error = {code: 'PICKLE_REFUSED', message: expect.stringMatching(`^${path}: .*posix.system`)};
    await expect(openWeights(path)).rejects.toMatchObject(error);
  });
});
