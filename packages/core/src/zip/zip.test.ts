import {deflateSync} from 'fflate';
import {describe, expect, test} from 'vitest';
import {Allowance} from '../bytes/allowance.js';
import {toByteSource} from '../bytes/byte-source.js';
import {type Member, zipBytes} from '../testing/zip-bytes.js';
import {crc32} from './crc32.js';
import {readZipDirectory} from './read-directory.js';
import {readMember} from './read-member.js';

/** All members, unpacked. */
async function unzip(bytes: Uint8Array): Promise<Record<string, Uint8Array>> {
  const allowance = new Allowance(bytes.length);
  const source = toByteSource(bytes);
  const archive = await readZipDirectory(source, allowance);
  const contents: [string, Uint8Array][] = [];
  for (const entry of archive.entries.values()) {
    contents.push([entry.name, await readMember(source, archive, {entry, allowance})]);
  }
  return Object.fromEntries(contents);
}

const content = Uint8Array.from({length: 1000}, (_, i) => (i * i) % 7);
const stored: Member = {name: 'stored', content};
const deflated: Member = {name: 'deflated', content: deflateSync(content), method: 8, size: content.length};

describe('reads', () => {
  test.each([
    {what: 'stored and deflated members', bytes: zipBytes([stored, deflated])},
    {what: 'archives of 64 bits', bytes: zipBytes([stored, deflated], {zip64: true})},
    {what: 'a comment', bytes: zipBytes([stored, deflated], {comment: 'made in a test'})},
    {
      what: 'a comment that is an archive',
      bytes: zipBytes([stored, deflated], {comment: 'PK\x05\x06'.padEnd(30, '\0')}),
    },
  ])('$what', async ({bytes}) => {
    expect(await unzip(bytes)).toEqual({stored: content, deflated: content});
  });

  test('an empty archive, and an empty member', async () => {
    expect(await unzip(zipBytes([]))).toEqual({});
    expect(await unzip(zipBytes([{name: 'a', content: new Uint8Array()}]))).toEqual({a: new Uint8Array()});
  });
});

describe('refuses', () => {
  test.each<{what: string; member: Partial<Member>; code: string; message: string}>([
    {what: 'encryption', member: {flags: 1}, code: 'FILE_UNSUPPORTED', message: 'is encrypted'},
    {what: 'another compression', member: {method: 14}, code: 'FILE_UNSUPPORTED', message: 'compression method 14'},
    {what: 'a header elsewhere', member: {headerAt: 7}, code: 'FILE_CORRUPT', message: 'has no header at byte 7'},
    {what: 'a header beyond the end', member: {headerAt: 2 ** 31}, code: 'FILE_TRUNCATED', message: 'cut short'},
    {what: 'two sizes', member: {size: 999}, code: 'FILE_CORRUPT', message: 'stored in 1000 bytes but has 999'},
    {what: 'deflated bytes that are none', member: {method: 8}, code: 'FILE_CORRUPT', message: 'cannot be unpacked'},
  ])('$what', async ({member, code, message}) => {
    const error = expect.objectContaining({name: 'CoreError', code, message: expect.stringContaining(message)});
    await expect(unzip(zipBytes([{...stored, ...member}]))).rejects.toEqual(error);
  });

  test.each([
    {what: 'fewer bytes than announced', size: 1001, code: 'FILE_CORRUPT'},
    {what: 'more bytes than announced', size: 999, code: 'FILE_CORRUPT'},
    {what: 'terabytes', size: 2 ** 42, code: 'FILE_EXPANDS'},
    {what: 'bytes beyond all numbers', size: 2 ** 63, code: 'FILE_EXPANDS'},
  ])('$what', async ({size, code}) => {
    const bytes = zipBytes([{...deflated, size}], {zip64: true});
    await expect(unzip(bytes)).rejects.toEqual(expect.objectContaining({code}));
  });

  test('a name twice', async () => {
    const error = expect.objectContaining({code: 'FILE_CORRUPT', message: expect.stringContaining("'stored' twice")});
    await expect(unzip(zipBytes([stored, stored]))).rejects.toEqual(error);
  });

  test('a bomb: 64 MB in 64 KB', async () => {
    const size = 2 ** 26;
    const bomb = {name: 'bomb', content: deflateSync(new Uint8Array(size)), method: 8, size};
    await expect(unzip(zipBytes([bomb]))).rejects.toEqual(expect.objectContaining({code: 'FILE_EXPANDS'}));
  });

  test('a bomb of members that share their bytes: each is counted', async () => {
    const size = 2 ** 20;
    const bytes = zipBytes([{name: 'zeros', content: deflateSync(new Uint8Array(size)), method: 8, size}]);
    const source = toByteSource(bytes);
    const allowance = new Allowance(bytes.length);
    const archive = await readZipDirectory(source, allowance);
    const read = () => readMember(source, archive, {entry: archive.entries.get('zeros')!, allowance});
    for (let i = 0; i < 7; i++) expect(await read()).toHaveLength(size);
    await expect(read().then(read)).rejects.toEqual(expect.objectContaining({code: 'FILE_EXPANDS'}));
  });

  test('every shorter archive', async () => {
    const bytes = zipBytes([stored, deflated], {zip64: true});
    for (let length = 0; length < bytes.length; length++) {
      await expect(unzip(bytes.subarray(0, length)), `${length} bytes`).rejects.toMatchObject({name: 'CoreError'});
    }
  });
});

test('the checksum is that of the standard', () => {
  expect(crc32(new Uint8Array(Buffer.from('123456789')))).toBe(0xcbf43926);
});
