import {mkdir, mkdtemp, rm, utimes} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {withLock} from './lock.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'residual-lock-'));
  path = join(folder, 'lock');
});
afterEach(() => rm(folder, {recursive: true, force: true}));

test('one works at a time', async () => {
  const events: string[] = [];
  const work = (name: string) =>
    withLock(path, {onWait: () => events.push(`${name} waits`)}, async () => {
      events.push(`${name} begins`);
      await setTimeout(400);
      events.push(`${name} ends`);
    });
  const first = work('a');
  while (events.length === 0) await setTimeout(5);
  await Promise.all([first, work('b')]);
  expect(events).toEqual(['a begins', 'b waits', 'a ends', 'b begins', 'b ends']);
});

test('waiting can be stopped', async () => {
  const stop = new AbortController();
  await withLock(path, {}, async () => {
    const never = vi.fn();
    const waiting = withLock(path, {signal: stop.signal, onWait: () => stop.abort()}, never);
    await expect(waiting).rejects.toMatchObject({name: 'AbortError'});
    expect(never).not.toHaveBeenCalled();
  });
});

test('the lock is free again after a failure, and its error passes on', async () => {
  await expect(withLock(path, {}, () => Promise.reject(new Error('it failed')))).rejects.toThrow('it failed');
  const onWait = vi.fn();
  expect(await withLock(path, {onWait}, async () => 'done')).toBe('done');
  expect(onWait).not.toHaveBeenCalled();
});

test('the lock of a process that died is taken over', async () => {
  await mkdir(path);
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(path, longAgo, longAgo);
  expect(await withLock(path, {}, async () => 'done')).toBe('done');
});
