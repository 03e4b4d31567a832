import {describe, expect, test} from 'vitest';
import {bytesIn, fieldsOf, textsIn} from '../../testing/fields.js';
import {Message} from './message.js';

describe('fields', () => {
  test.each([
    ['zero', new Message().int(1, 0), 0],
    ['a negative one', new Message().int(1, -1), -1],
    ['a large one', new Message().int(1, 2 ** 40), 2 ** 40],
    ['true', new Message().int(1, true), 1],
    ['a float', new Message().float(1, 0.5), 0.5],
  ])('%s', (_, message, value) => {
    expect(fieldsOf(message.finish())).toEqual([{field: 1, value}]);
  });

  test('lists are packed: 300 takes two bytes', () => {
    expect(new Message().ints(2, [1, 300]).finish()).toEqual(Uint8Array.of(0x12, 3, 1, 0xac, 0x02));
  });

  test('messages within messages, in the order of the calls, with bytes of any length', () => {
    const long = new Uint8Array(1000).fill(7);
    const inner = new Message().text(1, 'größe').bytes(2, long);
    const bytes = new Message().entry(5, 'key', inner).text(1, 'after').finish();
    expect(fieldsOf(bytes).map(({field}) => field)).toEqual([5, 1]);
    const [entry] = bytesIn(bytes, 5);
    expect(textsIn(entry!, 1)).toEqual(['key']);
    const [value] = bytesIn(entry!, 2);
    expect(textsIn(value!, 1)).toEqual(['größe']);
    expect(bytesIn(value!, 2)).toEqual([long]);
  });
});

test('no file past 2 GB, and no memory for it', () => {
  const gigabyte = new Uint8Array(2 ** 30);
  const message = new Message().bytes(1, gigabyte).bytes(1, gigabyte);
  expect(() => message.finish()).toThrow(
    expect.objectContaining({
      code: 'TOO_LARGE',
      message: expect.stringContaining('expected a file of at most 2147483647 bytes'),
    }),
  );
});
