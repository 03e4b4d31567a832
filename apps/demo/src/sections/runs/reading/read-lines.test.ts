import {expect, test} from 'vitest';
import {readLines} from './read-lines.js';

/** A file that comes in pieces of so many bytes. */
function inPieces(text: string, size: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  return new ReadableStream({
    start(controller) {
      for (let i = 0; i < bytes.length; i += size) controller.enqueue(bytes.slice(i, i + size));
      controller.close();
    },
  });
}

async function collect(stream: ReadableStream<Uint8Array>) {
  const found: {lines: string[]; cut: boolean; bytes: number} = {lines: [], cut: false, bytes: 0};
  for await (const {lines, cut, bytes} of readLines(stream)) {
    found.lines.push(...lines);
    Object.assign(found, {cut, bytes});
  }
  return found;
}

test.each([1, 2, 3, 100])('lines come out whole, whatever pieces of %i bytes cut', async size => {
  expect(await collect(inPieces('eins\n数字\n\nlast\n', size))).toEqual({
    lines: ['eins', '数字', '', 'last'],
    cut: false,
    bytes: 18,
  });
});

test('a line without an end is told', async () => {
  expect(await collect(inPieces('a\nb', 2))).toMatchObject({lines: ['a', 'b'], cut: true});
});

test('a line without any end does not fill the memory', async () => {
  await expect(collect(inPieces('x'.repeat(2 ** 21), 2 ** 16))).rejects.toThrow('Expected lines of a log');
});
