import {describe, expect, test} from 'vitest';
import type {PickleOptions} from './machine.js';
import {pickleBytes, uint32} from './testing/pickle-bytes.js';
import {unpickle} from './unpickle.js';

/** Has a state, as arrays of NumPy do. */
class Box {
  content: unknown;

  setState(content: unknown): void {
    this.content = content;
  }
}

const globals = new Map<string, unknown>([
  ['shop.Box', () => new Box()],
  ['shop.pair', (args: readonly unknown[]) => ({pair: args})],
  ['shop.name', 'the shop'],
]);

/** Bytes that a pickle may take. */
function allowanceOf(bytes: number): PickleOptions['allowance'] {
  let left = bytes;
  return {
    take(bytes, what) {
      left -= bytes;
      if (left < 0) throw Object.assign(new Error(`${what} is too large`), {code: 'TOO_LARGE'});
    },
  };
}

function read(bytes: Uint8Array, options: Partial<PickleOptions> = {}): unknown {
  return unpickle(bytes, {globals, allowance: allowanceOf(16 * bytes.length + 2 ** 23), ...options}).value;
}

describe('reads what Python writes', () => {
  // pickle.dumps of Python 3.11 and, where said so, of 2.7.
  test.each<{what: string; bytes: string; value: unknown}>([
    {what: 'None', bytes: '80024e2e', value: null},
    {what: '[True, False]', bytes: '80025d7100288889652e', value: [true, false]},
    {
      what: '[0, 255, 256, 65535]',
      bytes: '80025d7100284b004bff4d00014dffff652e',
      value: [0, 255, 256, 65535],
    },
    {what: '-(2**31)', bytes: '80024a000000802e', value: -(2 ** 31)},
    {what: '2**31', bytes: '80028a0500000080002e', value: 2 ** 31},
    {what: '-(2**53)', bytes: '80028a07000000000000e02e', value: -(2n ** 53n)},
    {what: '2**53 - 1', bytes: '80028a07ffffffffffff1f2e', value: 2 ** 53 - 1},
    {what: '2**64', bytes: '80028a090000000000000000012e', value: 2n ** 64n},
    {what: '1.5', bytes: '8002473ff80000000000002e', value: 1.5},
    {what: "'ü€'", bytes: '80025805000000c3bce282ac71002e', value: 'ü€'},
    {what: '()', bytes: '8002292e', value: []},
    {
      what: '(1, (2, 3), (4, 5, 6), (7, 8, 9, 10))',
      bytes: '8002284b014b024b038671004b044b054b06877101284b074b084b094b0a7471027471032e',
      value: [1, [2, 3], [4, 5, 6], [7, 8, 9, 10]],
    },
    {
      what: "{'a': {1: None}}",
      bytes: '80027d710058010000006171017d71024b014e73732e',
      value: new Map([['a', new Map([[1, null]])]]),
    },
    {
      what: "{'a': 1, 'b': 2}",
      bytes: '80027d71002858010000006171014b0158010000006271024b02752e',
      value: new Map([
        ['a', 1],
        ['b', 2],
      ]),
    },
    {what: "b'ab' of protocol 3", bytes: '80034302616271002e', value: Uint8Array.of(97, 98)},
    {what: "{'a'} of protocol 4", bytes: '80049509000000000000008f94288c016194902e', value: new Set('a')},
    {what: "frozenset({'a'}) of protocol 4", bytes: '8004950800000000000000288c01619491942e', value: new Set('a')},
    {
      what: "bytearray(b'ab') of protocol 5",
      bytes: '8005950d000000000000009602000000000000006162942e',
      value: Uint8Array.of(97, 98),
    },
    {what: "'a\\xff' of Python 2", bytes: '8002550261ff71002e', value: 'aÿ'},
    {what: '2**40 of Python 2', bytes: '800249313039393531313632373737360a2e', value: 2 ** 40},
  ])('$what', ({bytes, value}) => {
    expect(read(Uint8Array.from(Buffer.from(bytes, 'hex')))).toEqual(value);
  });

  test('what the memo has is the same object', () => {
    const [first, second] = read(pickleBytes('\x80\x02](]q\x01h\x01e.')) as [unknown, unknown];
    expect(second).toBe(first);
  });

  test('a list that contains itself', () => {
    const list = read(pickleBytes(']q\x00h\x00a.')) as unknown[];
    expect(list[0]).toBe(list);
  });

  test('depth does no harm', () => {
    let value = read(pickleBytes(']'.repeat(30_000), 'a'.repeat(29_999), '.')) as unknown[];
    for (let depth = 1; depth < 30_000; depth++) value = value[0] as unknown[];
    expect(value).toEqual([]);
  });

  test('one after another', () => {
    const options = {globals, allowance: allowanceOf(2 ** 23)};
    const bytes = pickleBytes('K\x01.K\x02.');
    expect(unpickle(bytes, options)).toEqual({value: 1, end: 3});
    expect(unpickle(bytes, {...options, start: 3})).toEqual({value: 2, end: 6});
  });
});

describe('objects', () => {
  test.each<{what: string; pickle: string; value: unknown}>([
    {what: 'a name', pickle: 'cshop\nname\n.', value: 'the shop'},
    {what: 'a name of protocol 4', pickle: '\x8c\x04shop\x8c\x04name\x93.', value: 'the shop'},
    {what: 'a call', pickle: 'cshop\npair\nK\x01K\x02\x86R.', value: {pair: [1, 2]}},
    {what: 'an instance', pickle: 'cshop\npair\n)\x81.', value: {pair: []}},
    {what: 'a state', pickle: 'cshop\nBox\n)RK\x07b.', value: Object.assign(new Box(), {content: 7})},
    {what: 'attributes of a dictionary, which it does not have here', pickle: '}}b.', value: new Map()},
  ])('$what', ({pickle, value}) => {
    expect(read(pickleBytes(pickle))).toEqual(value);
  });

  test('outside the pickle', () => {
    const persistentLoad = (id: unknown) => ({found: id});
    expect(read(pickleBytes('K\x05Q.'), {persistentLoad})).toEqual({found: 5});
  });
});

describe('refuses', () => {
  test.each<{what: string; pickle: string; message: string}>([
    {what: 'a call of the system', pickle: 'cos\nsystem\n(X\x02\x00\x00\x00lstR.', message: "asks for 'os.system'"},
    {what: 'one of protocol 4', pickle: '\x8c\x08builtins\x8c\x04eval\x93.', message: "asks for 'builtins.eval'"},
    {
      what: 'what every map of names has',
      pickle: 'cconstructor\nconstructor\n.',
      message: "asks for 'constructor.constructor'",
    },
    {what: 'a name that would clear the terminal', pickle: 'c\x1b[2J\nx\n.', message: "asks for '?[2J.x'"},
    {what: 'a very long name', pickle: `c${'a'.repeat(200)}\nx\n.`, message: `asks for '${'a'.repeat(100)}…'`},
    {what: 'calling a text', pickle: 'cshop\nname\n)R.', message: 'calls a string'},
    {what: 'calling a dictionary', pickle: '})R.', message: 'calls an object of Map'},
    {what: 'setting the state of a list', pickle: ']}b.', message: 'sets the state of an object of Array'},
    {what: 'setting the state of nothing', pickle: 'N}b.', message: 'sets the state of nothing'},
    {what: 'setting the state of a function', pickle: 'cshop\nBox\n}b.', message: 'sets the state of a function'},
    {what: 'an object outside', pickle: 'K\x05Q.', message: 'asks for an object outside itself'},
    {what: 'extension codes', pickle: '\x82\x01.', message: 'has the operation 0x82'},
    {what: 'instances with keywords', pickle: 'cshop\nBox\n)}\x92.', message: 'has the operation 0x92'},
    {what: 'old instances', pickle: '(ios\nsystem\n.', message: 'has the operation 0x69'},
    {what: 'a very long integer', pickle: `\x8a\xff${'1'.repeat(255)}.`, message: 'an integer of 255 bytes'},
  ])('$what', ({pickle, message}) => {
    const error = expect.objectContaining({code: 'PICKLE_REFUSED', message: expect.stringContaining(message)});
    expect(() => read(pickleBytes(pickle))).toThrow(error);
  });

  test('numbers as keys without end, which could be chosen to collide', () => {
    const numbers = Array.from({length: 20_000}, (_, i) => pickleBytes('J', uint32(i), 'N'));
    const error = expect.objectContaining({
      code: 'PICKLE_REFUSED',
      message: expect.stringContaining('numbers as keys'),
    });
    expect(() => read(pickleBytes('}(', ...numbers, 'u.'))).toThrow(error);
  });
});

describe('is not misled by', () => {
  test.each<{what: string; pickle: string; code: string}>([
    {what: 'nothing', pickle: '', code: 'PICKLE_TRUNCATED'},
    {what: 'no end', pickle: 'N', code: 'PICKLE_TRUNCATED'},
    {what: 'half a number', pickle: 'J\x01', code: 'PICKLE_TRUNCATED'},
    {what: 'a text beyond the end', pickle: 'X\xff\xff\xff\xff', code: 'PICKLE_TRUNCATED'},
    {what: 'bytes beyond all numbers', pickle: `\x8e${'\xff'.repeat(8)}.`, code: 'PICKLE_TRUNCATED'},
    {what: 'a line without end', pickle: 'cos', code: 'PICKLE_TRUNCATED'},
    {what: 'a text that is none', pickle: 'X\x01\x00\x00\x00\xff.', code: 'PICKLE_CORRUPT'},
    {what: 'an empty stack', pickle: '.', code: 'PICKLE_CORRUPT'},
    {what: 'a call of nothing', pickle: 'R.', code: 'PICKLE_CORRUPT'},
    {what: 'a call without a tuple', pickle: 'cshop\npair\nNR.', code: 'PICKLE_CORRUPT'},
    {what: 'a mark that was not set', pickle: 't.', code: 'PICKLE_CORRUPT'},
    {what: 'a mark that is left', pickle: 'N(N.', code: 'PICKLE_CORRUPT'},
    {what: 'values left over', pickle: 'NN.', code: 'PICKLE_CORRUPT'},
    {what: 'values taken from below a mark', pickle: 'K\x01(\x85.', code: 'PICKLE_CORRUPT'},
    {what: 'an empty memo', pickle: 'h\x00.', code: 'PICKLE_CORRUPT'},
    {what: 'a hole of the memo', pickle: 'Nq\x05h\x03.', code: 'PICKLE_CORRUPT'},
    {what: 'a memo far away', pickle: 'Nr\xff\xff\xff\xff.', code: 'PICKLE_CORRUPT'},
    {what: 'an item of a number', pickle: 'NNNs.', code: 'PICKLE_CORRUPT'},
    {what: 'a key without a value', pickle: '}(Nu.', code: 'PICKLE_CORRUPT'},
    {what: 'something appended to a dictionary', pickle: '}Na.', code: 'PICKLE_CORRUPT'},
    {what: 'something added to a list', pickle: '](N\x90.', code: 'PICKLE_CORRUPT'},
    {what: 'a name that is a number', pickle: 'NK\x01\x93.', code: 'PICKLE_CORRUPT'},
    {what: 'an integer that is none', pickle: 'I1x\n.', code: 'PICKLE_CORRUPT'},
    {what: 'a protocol of the future', pickle: '\x80\x06N.', code: 'PICKLE_CORRUPT'},
    {what: 'dictionaries without end', pickle: '}'.repeat(100_000), code: 'TOO_LARGE'},
    {
      what: 'a memo with holes',
      pickle: Array.from({length: 2000}, (_, i) => `Nr${String.fromCharCode(...uint32((i + 1) * 1000))}`).join(''),
      code: 'TOO_LARGE',
    },
  ])('$what', ({pickle, code}) => {
    expect(() => read(pickleBytes(pickle))).toThrow(expect.objectContaining({code}));
  });
});
