import {createHash} from 'node:crypto';
import {readdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {describe, expect, test} from 'vitest';
import {temporaryFolders} from '../testing/folder.js';
import {encodeTar, type TarEntry} from '../testing/tar.js';
import {extractMembers, type Member} from './extract-members.js';

const folder = temporaryFolders();
const bytes = Uint8Array.from({length: 3_000_000}, (_, i) => Math.imul(i, 0x9e3779b1) >>> 24);
const file = (path: string, body: Uint8Array = bytes): TarEntry => ({path, body});

function member(dir: string, name: string, body: Uint8Array = bytes): Member {
  const sha256 = createHash('sha256').update(body).digest('hex');
  return {name: `set/${name}`, path: join(dir, 'out', name), size: body.length, sha256};
}

function archive(dir: string, entries: TarEntry[], change = (packed: Uint8Array) => packed): string {
  const path = join(dir, 'set.tar.gz');
  writeFileSync(path, change(gzipSync(encodeTar(entries))));
  return path;
}

describe('extractMembers', () => {
  test('takes what is wanted, whatever else the archive holds, and puts nothing anywhere else', async () => {
    const dir = folder();
    const entries: TarEntry[] = [
      {path: 'set/', type: 'Directory'},
      file('../../outside'),
      file('/tmp/outside'),
      file('set/../set/b.bin'),
      {path: 'set/a.bin', type: 'SymbolicLink', linkpath: '/etc/passwd'},
      file('set/readme.html'),
      file('set/b.bin', bytes.subarray(1)),
      file('set/a.bin'),
      file('set/a.bin', bytes.subarray(2)),
    ];
    const members = [member(dir, 'a.bin'), member(dir, 'b.bin', bytes.subarray(1))];
    await extractMembers(archive(dir, entries), {members});
    expect(readdirSync(dir).sort()).toEqual(['out', 'set.tar.gz']);
    expect(readdirSync(join(dir, 'out')).sort()).toEqual(['a.bin', 'b.bin']);
    expect(readFileSync(join(dir, 'out', 'a.bin')).equals(bytes)).toBe(true);
    expect(readFileSync(join(dir, 'out', 'b.bin')).equals(bytes.subarray(1))).toBe(true);
  });

  test('replaces a link rather than write through it', async () => {
    const dir = folder();
    const [wanted, other] = [member(dir, 'a.bin'), join(dir, 'precious')];
    writeFileSync(other, 'kept');
    await extractMembers(archive(dir, [file('set/a.bin')]), {members: [wanted]});
    symlinkSync(other, join(dir, 'out', 'b.bin'));
    await extractMembers(archive(dir, [file('set/b.bin')]), {members: [member(dir, 'b.bin')]});
    expect(readFileSync(other, 'utf8')).toBe('kept');
    expect(readFileSync(join(dir, 'out', 'b.bin')).equals(bytes)).toBe(true);
  });

  test.each<[string, TarEntry[], (packed: Uint8Array) => Uint8Array, string, string]>([
    ['a member that lacks', [file('set/b.bin')], all => all, 'FILE_BROKEN', 'expected set/a.bin in it, got none'],
    ['another size', [file('set/a.bin', bytes.subarray(1))], all => all, 'FILE_BROKEN', 'expected 3000000 bytes, got'],
    [
      'other bytes',
      [file('set/a.bin', bytes.with(9, 255))],
      all => all,
      'FILE_MISMATCH',
      'set/a.bin: expected SHA-256',
    ],
    ['half an archive', [file('set/a.bin')], all => all.subarray(0, all.length / 2), 'FILE_BROKEN', 'truncated'],
    ['a changed byte', [file('set/a.bin')], all => all.with(2_000, all[2_000]! ^ 255), 'FILE_BROKEN', 'set.tar.gz: '],
    ['what is not gzip', [], () => Buffer.from('<html>'), 'FILE_BROKEN', 'corrupted: it does not unzip'],
    ['what is not tar', [], () => gzipSync(Buffer.alloc(2_000, 65)), 'FILE_BROKEN', 'not a gzipped tar, or corrupted'],
    ['a tar cut off', [], () => gzipSync(Buffer.alloc(100, 65)), 'FILE_BROKEN', 'not a gzipped tar, or corrupted'],
  ])('refuses %s and leaves no file', async (_, entries, change, code, message) => {
    const dir = folder();
    const path = archive(dir, entries, change);
    const failure = await extractMembers(path, {members: [member(dir, 'a.bin')]}).catch(error => error);
    expect(failure).toMatchObject({name: 'DataError', code});
    expect(failure.message).toContain(message);
    expect(readdirSync(dir).includes('out') ? readdirSync(join(dir, 'out')) : []).toEqual([]);
  });

  test('a tar cut off within a file, in a whole gzip', async () => {
    const dir = folder();
    const tar = encodeTar([file('set/a.bin')]);
    const path = archive(dir, [], () => gzipSync(tar.subarray(0, 100_000)));
    const failure = await extractMembers(path, {members: [member(dir, 'a.bin')]}).catch(error => error);
    expect(failure).toMatchObject({code: 'FILE_BROKEN', message: expect.stringContaining('not a gzipped tar')});
    expect(readdirSync(join(dir, 'out'))).toEqual([]);
  });

  test('an archive that is not there, and a place that cannot be written', async () => {
    const dir = folder();
    const members = [member(dir, 'a.bin')];
    const none = extractMembers(join(dir, 'none'), {members});
    await expect(none).rejects.toMatchObject({code: 'FILE_MISSING'});
    writeFileSync(join(dir, 'out'), 'a file');
    const blocked = extractMembers(archive(dir, [file('set/a.bin')]), {members});
    await expect(blocked).rejects.toMatchObject({code: 'NOT_WRITABLE'});
  });

  test('stops with the reason of a signal', async () => {
    const dir = folder();
    const path = archive(dir, [file('set/a.bin')]);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(extractMembers(path, {members: [member(dir, 'a.bin')], signal})).rejects.toThrow('enough');
  });
});
