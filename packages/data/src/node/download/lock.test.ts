import {existsSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {temporaryFolders} from '../../testing/folder.js';
import {withLock} from './lock.js';
import {writing} from './write-error.js';

const folder = temporaryFolders();

describe('withLock', () => {
  test('runs one at a time and leaves nothing behind, also after a failure', async () => {
    const path = join(folder(), 'x.lock');
    let running = 0;
    const work = async () => {
      running++;
      await new Promise(resolve => setTimeout(resolve, 20));
      expect(running--).toBe(1);
      throw new Error('failed');
    };
    const all = await Promise.allSettled([1, 2, 3].map(() => withLock(path, {work})));
    expect(all.map(({status}) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(all).toMatchObject([{reason: {message: 'failed'}}, {}, {}]);
    expect(existsSync(path)).toBe(false);
  });

  test('takes over a lock whose process has died', async () => {
    const path = join(folder(), 'x.lock');
    writeFileSync(path, '');
    utimesSync(path, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
    expect(await withLock(path, {work: async () => 'done'})).toBe('done');
  });

  test('stops waiting when aborted', async () => {
    const path = join(folder(), 'x.lock');
    writeFileSync(path, '');
    const signal = AbortSignal.timeout(50);
    const waiting = withLock(path, {work: async () => 'done', signal});
    await expect(waiting).rejects.toMatchObject({name: 'TimeoutError'});
    expect(existsSync(path)).toBe(true);
  });
});

describe('writing', () => {
  test.each([
    ['ENOSPC', 'DISK_FULL'],
    ['EDQUOT', 'DISK_FULL'],
    ['EACCES', 'NOT_WRITABLE'],
    ['EPERM', 'NOT_WRITABLE'],
    ['EROFS', 'NOT_WRITABLE'],
    ['ENOTDIR', 'NOT_WRITABLE'],
  ])('%s is %s', async (system, code) => {
    const cause = Object.assign(new Error(system), {code: system});
    const failing = writing('/some/file', () => Promise.reject(cause));
    await expect(failing).rejects.toMatchObject({name: 'DataError', code, cause});
    await expect(failing).rejects.toThrow(/^\/some\/file: /);
  });

  test('lets other errors pass', async () => {
    const error = new Error('else');
    await expect(writing('/some/file', () => Promise.reject(error))).rejects.toBe(error);
  });
});
