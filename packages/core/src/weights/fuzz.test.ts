import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {countAllocations} from '../testing/count-allocations.js';
import {damage, damages} from '../testing/damage.js';
import {pickleBytes, uint32} from '../testing/pickle-bytes.js';
import {readWeightFile} from '../testing/weight-files.js';

const allocated = countAllocations();
const {decodeWeights} = await import('./decode-weights.js');
const {encodeSafetensors} = await import('../safetensors/encode.js');

/** Reads a file, or refuses it by an error of this package, and takes no more memory than is promised. */
async function readOrRefuse(bytes: Uint8Array): Promise<void> {
  const before = allocated.bytes;
  try {
    await decodeWeights(bytes);
  } catch (error) {
    expect(error).toMatchObject({name: 'CoreError', code: expect.any(String)});
  }
  expect(allocated.bytes - before).toBeLessThanOrEqual(16 * bytes.length + 2 ** 23);
}

test('what is allocated is counted', async () => {
  const bytes = readWeightFile('state-deflated.pth');
  const before = allocated.bytes;
  await decodeWeights(bytes);
  // The deflated members and the unpacked ones.
  expect(allocated.bytes - before).toBeGreaterThan(bytes.length / 2);
});

describe('damage', () => {
  const safetensors = encodeSafetensors({
    a: {dtype: 'F32', shape: [2, 3], data: new Float32Array(6)},
    b: {dtype: 'F16', shape: [], data: new Uint16Array(1)},
  });
  const names = [
    'state.pth',
    'state-deflated.pth',
    'state-legacy.pth',
    'checkpoint.pth.tar',
    'checkpoint-legacy.pth.tar',
    'unsigned-protocol-4.pth',
    'old.pth',
    'arrays.npz',
    'arrays-compressed.npz',
    'version-1.npy',
  ];
  const files = names.map(name => ({name, bytes: readWeightFile(name)}));
  test.each([...files, {name: 'a safetensors file', bytes: safetensors}])('$name', async ({bytes}) => {
    await fc.assert(
      fc.asyncProperty(damages, list => readOrRefuse(damage(bytes, list))),
      {numRuns: 300},
    );
  });
});

/** A legacy checkpoint with this pickle as what was saved, and no storages. */
function checkpoint(pickle: Uint8Array): Uint8Array {
  const machine = pickleBytes('}X\x0d\0\0\0little_endian\x88s.');
  const magic = '\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.';
  return pickleBytes(
    magic,
    '\x80\x02M\xe9\x03.',
    '\x80\x02',
    machine,
    pickle,
    ']X\x01\0\0\x000a.',
    '\x04'.padEnd(8, '\0'),
    'values'.repeat(10),
  );
}

describe('pickles', () => {
  const global = fc
    .constantFrom(
      'torch._utils _rebuild_tensor_v2',
      'torch._utils _rebuild_tensor_v3',
      'torch._utils _rebuild_parameter',
      'torch._utils _rebuild_tensor',
      'torch._tensor _rebuild_from_type_v2',
      'torch.nn.parameter Parameter',
      'torch FloatStorage',
      'torch.storage UntypedStorage',
      'torch float16',
      'torch Size',
      'torch device',
      'torch Tensor',
      'collections OrderedDict',
      'collections Counter',
      'builtins set',
      '_codecs encode',
      'os system',
    )
    .map(name => `c${name.replace(' ', '\n')}\n`);
  const plain = fc.constantFrom(
    ...'.0012N()]}[latesudQRbR\x81\x85\x86\x87\x88\x89\x8f\x90\x91\x93\x94q\0h\0q\x01h\x01',
  );
  const put = fc.nat(5).map(index => `q${String.fromCharCode(index)}`);
  const get = fc.nat(5).map(index => `h${String.fromCharCode(index)}`);
  const number = fc.oneof(fc.nat(9), fc.integer()).map(value => `J${Buffer.from(uint32(value)).toString('latin1')}`);
  const text = fc
    .constantFrom('storage', '0', 'weight', 'latin1')
    .map(value => `\x8c${String.fromCharCode(value.length)}${value}`);
  // A tensor of storage '0', with one number anywhere replaced by another.
  const tensor = fc.tuple(fc.nat(6), fc.oneof(fc.integer({min: -1, max: 5}), fc.integer())).map(([place, lie]) => {
    const honest = [4, 0, 2, 2, 2, 1];
    const [count, offset, rows, columns, down, right] = honest.map(
      (value, i) => `J${Buffer.from(uint32(i === place ? lie : value)).toString('latin1')}`,
    );
    return `ctorch._utils\n_rebuild_tensor_v2\n((\x8c\x07storagectorch\nFloatStorage\n\x8c\x010\x8c\x03cpu${count}NtQ${offset}${rows}${columns}\x86${down}${right}\x86\x89NtR`;
  });

  test('of any operations', async () => {
    const operation = fc.oneof(
      {weight: 6, arbitrary: plain},
      put,
      {weight: 3, arbitrary: get},
      {weight: 2, arbitrary: number},
      text,
      {weight: 3, arbitrary: global},
      tensor,
    );
    const pickle = fc.array(operation, {minLength: 1, maxLength: 60}).map(parts => pickleBytes(...parts, '.'));
    await fc.assert(
      fc.asyncProperty(pickle, bytes => readOrRefuse(checkpoint(bytes))),
      {numRuns: 3000},
    );
  });

  test('of tensors that lie', async () => {
    const pickle = fc.array(tensor, {minLength: 1, maxLength: 3}).map(tensors => {
      const items = tensors.map((value, i) => `\x8c\x01${i}${value}`);
      return pickleBytes('}(', ...items, 'u.');
    });
    await fc.assert(
      fc.asyncProperty(pickle, bytes => readOrRefuse(checkpoint(bytes))),
      {numRuns: 1000},
    );
  });

  test.each([
    {what: 'dictionaries', pickle: '}'.repeat(2 ** 20)},
    {what: 'lists', pickle: ']'.repeat(2 ** 20)},
    {what: 'marks', pickle: '('.repeat(2 ** 20)},
    {what: 'tuples in tuples', pickle: `)${'\x85'.repeat(2 ** 20)}.`},
    {what: 'copies', pickle: `N${'2'.repeat(2 ** 20)}`},
    {what: 'lists of lists of lists', pickle: `]q\0${'](h\0h\0h\0h\0eq\0'.repeat(2 ** 16)}`},
    {what: 'texts', pickle: '\x8c\0'.repeat(2 ** 19)},
    {what: 'memos', pickle: `N${'\x94'.repeat(2 ** 20)}`},
    {
      what: 'copies of a long list',
      pickle: `ctorch\nSize\nq\0](${'N'.repeat(2 ** 18)}e\x85q\x01${'h\0h\x01R'.repeat(2 ** 16)}`,
    },
    {
      what: 'copies of a long text',
      pickle: `c_codecs\nencode\nq\0X\0\0\x04\0${'x'.repeat(2 ** 18)}\x85q\x01${'h\0h\x01R'.repeat(2 ** 16)}`,
    },
    {
      what: 'tensors of a long list',
      pickle: `ctorch._utils\n_rebuild_tensor\nq\0(NK\0](${'K\0'.repeat(2 ** 18)}et2tq\x01${'h\0h\x01R'.repeat(2 ** 16)}`,
    },
    {what: 'a type that makes itself', pickle: 'ctorch._tensor\n_rebuild_from_type_v2\nq\0(h\0N(lq\x01tR.'},
    {what: 'integers', pickle: `\x8a\x20${'\xff'.repeat(32)}`.repeat(2 ** 15)},
  ])('without end: $what', async ({pickle}) => {
    await readOrRefuse(checkpoint(pickleBytes(pickle)));
  });
});

test('headers of safetensors that lie', async () => {
  const number = fc.oneof(fc.nat(20), fc.maxSafeNat(), fc.constantFrom(-1, 0.5, 1e300, null, '4'));
  const entry = fc.record(
    {
      dtype: fc.constantFrom('F32', 'U8', 'I64', 'F8_E4M3', 'toString', null),
      shape: fc.array(number, {maxLength: 5}),
      data_offsets: fc.array(number, {maxLength: 3}),
    },
    {requiredKeys: []},
  );
  const header = fc.dictionary(fc.constantFrom('a', 'b', '__metadata__', '__proto__'), fc.oneof(entry, fc.jsonValue()));
  const file = fc.tuple(header, fc.nat(40), fc.oneof(fc.constant(0n), fc.bigInt({min: 0n, max: 2n ** 64n - 1n})));
  await fc.assert(
    fc.asyncProperty(file, async ([content, length, lie]) => {
      const text = Buffer.from(JSON.stringify(content));
      const bytes = Buffer.concat([Buffer.alloc(8), text, Buffer.alloc(length)]);
      bytes.writeBigUInt64LE(lie || BigInt(text.length));
      await readOrRefuse(new Uint8Array(bytes));
    }),
    {numRuns: 1000},
  );
});
