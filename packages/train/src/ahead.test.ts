import {expect, test} from 'vitest';
import {ahead} from './ahead.js';

/** Items that note when they are made, and when their source is ended. */
async function* noting(notes: string[], count: number, {failAt}: {failAt?: number} = {}): AsyncGenerator<number> {
  try {
    for (let i = 0; i < count; i++) {
      if (i === failAt) throw new Error(`no item ${i}`);
      notes.push(`make ${i}`);
      yield i;
    }
  } finally {
    notes.push('end');
  }
}

const work = () => new Promise(resolve => setTimeout(resolve, 10));

test('makes an item while the one before is worked on, in order', async () => {
  const notes: string[] = [];
  for await (const item of ahead(noting(notes, 3))) {
    notes.push(`begin ${item}`);
    await work();
    notes.push(`finish ${item}`);
  }
  expect(notes).toEqual([
    'make 0',
    ...['begin 0', 'make 1', 'finish 0'],
    ...['begin 1', 'make 2', 'finish 1'],
    ...['begin 2', 'end', 'finish 2'],
  ]);
});

test('leaving early ends the source', async () => {
  const notes: string[] = [];
  for await (const item of ahead(noting(notes, 9))) {
    await work();
    if (item === 1) break;
  }
  expect(notes).toEqual(['make 0', 'make 1', 'make 2', 'end']);
});

test('an error reaches whoever asks for the item that it was in the way of', async () => {
  const seen: number[] = [];
  const run = async () => {
    for await (const item of ahead(noting([], 9, {failAt: 2}))) {
      await work();
      seen.push(item);
    }
  };
  await expect(run()).rejects.toThrow('no item 2');
  expect(seen).toEqual([0, 1]);
});

test('an error that nobody asks for is nobody’s', async () => {
  for await (const item of ahead(noting([], 9, {failAt: 1}))) {
    await work();
    if (item === 0) break;
  }
});
