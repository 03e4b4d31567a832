import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {chmod} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {decodeCheckpoint} from '../checkpoint/checkpoint.js';
import {fit} from '../fit.js';
import {collect, tinyRun} from '../testing/tiny.js';
import {explain} from './file-errors.js';
import {folderCheckpoints} from './folder-checkpoints.js';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('folderCheckpoints', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'residual-checkpoints-'));
  });
  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  test('keeps one file a kind, in a folder that it makes', async () => {
    const runs = join(folder, 'runs', 'first');
    const store = folderCheckpoints(runs);
    expect(await store.save('last', bytes('one'))).toBe(join(runs, 'last.safetensors'));
    await store.save('best', bytes('two'));
    await store.save('last', bytes('three'));
    expect(readdirSync(runs).sort()).toEqual(['best.safetensors', 'last.safetensors']);
    expect(Buffer.from((await store.load('last'))!).toString()).toBe('three');
    expect(Buffer.from((await store.load('best'))!).toString()).toBe('two');
  });

  test('has nothing to load before the first save', async () => {
    expect(await folderCheckpoints(folder).load('last')).toBeUndefined();
    expect(await folderCheckpoints(join(folder, 'nowhere')).load('best')).toBeUndefined();
  });

  test('overwrites what a killed process left half written, and never reads it', async () => {
    const partial = join(folder, 'last.safetensors.partial');
    writeFileSync(partial, 'half of a long, long file');
    const store = folderCheckpoints(folder);
    expect(await store.load('last')).toBeUndefined();
    await store.save('last', bytes('whole'));
    expect(readdirSync(folder)).toEqual(['last.safetensors']);
    expect(Buffer.from((await store.load('last'))!).toString()).toBe('whole');
  });

  test.skipIf(!existsSync('/dev/full'))('says that the disk is full and leaves the old checkpoint whole', async () => {
    const store = folderCheckpoints(folder);
    await store.save('last', bytes('old'));
    symlinkSync('/dev/full', join(folder, 'last.safetensors.partial'));
    await expect(store.save('last', bytes('new'))).rejects.toMatchObject({
      code: 'CHECKPOINT_NOT_SAVED',
      message: expect.stringMatching(
        /last\.safetensors could not be written: the disk is full; free some space \(ENOSPC/,
      ),
    });
    expect(readdirSync(folder)).toEqual(['last.safetensors']);
    expect(readFileSync(join(folder, 'last.safetensors'), 'utf8')).toBe('old');
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'says that the folder is read-only',
    async () => {
      const store = folderCheckpoints(folder);
      await store.save('last', bytes('old'));
      await chmod(folder, 0o500);
      try {
        await expect(store.save('last', bytes('new'))).rejects.toThrow(
          /you may not write there; change the permissions/,
        );
        expect(Buffer.from((await store.load('last'))!).toString()).toBe('old');
      } finally {
        await chmod(folder, 0o700);
      }
    },
  );

  test('refuses a place that cannot be a folder', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(folderCheckpoints(join(folder, 'file')).save('last', bytes('new'))).rejects.toMatchObject({
      code: 'CHECKPOINT_NOT_SAVED',
    });
  });

  test('says why a checkpoint cannot be read', async () => {
    mkdirSync(join(folder, 'last.safetensors'));
    await expect(folderCheckpoints(folder).load('last')).rejects.toMatchObject({
      code: 'CHECKPOINT_NOT_READ',
      message: expect.stringMatching(/last\.safetensors could not be read: .*EISDIR/),
    });
  });

  test('serves a run', async () => {
    const store = folderCheckpoints(folder);
    const events = await collect(fit({...tinyRun(), checkpoints: store}));
    const locations = events.flatMap(event => (event.type === 'checkpoint' ? [event.location] : []));
    expect(new Set(locations)).toEqual(new Set(['best', 'last'].map(kind => join(folder, `${kind}.safetensors`))));
    expect(decodeCheckpoint((await store.load('last'))!).state).toMatchObject({step: 6, epoch: 2});
  });

  test.skipIf(!existsSync('/dev/full'))('a run ends when its checkpoint cannot be written', async () => {
    symlinkSync('/dev/full', join(folder, 'last.safetensors.partial'));
    const run = {...tinyRun(), checkpoints: folderCheckpoints(folder), checkpointEvery: {steps: 2}};
    await expect(collect(fit(run))).rejects.toMatchObject({code: 'CHECKPOINT_NOT_SAVED'});
  });
});

test.each([
  ['ENOSPC', /^the disk is full; free some space \(no\)$/],
  ['EDQUOT', /^your disk quota is used up/],
  ['EROFS', /^the disk is read-only; choose another folder/],
  ['EACCES', /^you may not write there; change the permissions/],
  ['ELSE', /^no$/],
])('explains %s', (code, message) => {
  expect(explain(Object.assign(new Error('no'), {code}))).toMatch(message);
});
