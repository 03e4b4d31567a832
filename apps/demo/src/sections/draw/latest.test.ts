import {expect, test} from 'vitest';
import {Latest} from './latest.js';

/** Work that ends when it is told to. */
function workshop() {
  const pending: {input: number; finish: (output: string) => void; fail: (error: Error) => void}[] = [];
  const told: string[] = [];
  const latest = new Latest<number, string>(
    input => new Promise((finish, fail) => pending.push({input, finish, fail})),
    (output, input) => told.push(`${input}: ${output}`),
    error => told.push(error.message),
  );
  const settle = () => new Promise(resolve => setTimeout(resolve));
  return {pending, told, latest, settle};
}

test('what was overtaken is skipped, and nothing queues up', async () => {
  const {pending, told, latest, settle} = workshop();
  for (const input of [1, 2, 3, 4]) latest.take(input);
  expect(pending.map(({input}) => input)).toEqual([1]);
  pending[0]!.finish('a');
  await settle();
  expect(pending.map(({input}) => input)).toEqual([1, 4]);
  pending[1]!.finish('b');
  await settle();
  expect(told).toEqual(['1: a', '4: b']);
  latest.take(5);
  expect(pending).toHaveLength(3);
});

test('work that failed does not stop what comes after it', async () => {
  const {pending, told, latest, settle} = workshop();
  latest.take(1);
  latest.take(2);
  pending[0]!.fail(new Error('lost'));
  await settle();
  pending[1]!.finish('found');
  await settle();
  expect(told).toEqual(['lost', '2: found']);
});
