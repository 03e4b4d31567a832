import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {temporaryFolders} from '../../testing/folder.js';
import {breakOff, send, testServers} from '../../testing/server.js';
import {type DownloadOptions, download} from './download.js';

const folder = temporaryFolders();
const serve = testServers();
const bytes = Uint8Array.from({length: 200_000}, (_, i) => (i * 31 + (i >> 8)) % 256);
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const check = async (path: string) => {
  if (digest(readFileSync(path)) !== digest(bytes)) throw new Error('the checksum differs');
};

/** Downloads into a new folder without waiting between rounds. */
async function fetchInto(dir: string, options: Partial<DownloadOptions> & {urls: string[]}): Promise<string> {
  const path = join(dir, 'data', 'file.gz');
  await download(path, {check, delayMs: 0, ...options});
  return path;
}

describe('download', () => {
  test('brings the whole file, and nothing but the file', async () => {
    const {url, ranges} = await serve((response, {start}) => send(response, bytes, start));
    const seen: number[] = [];
    const path = await fetchInto(folder(), {urls: [url], onProgress: received => seen.push(received)});
    expect(digest(readFileSync(path))).toBe(digest(bytes));
    expect(readdirSync(join(path, '..'))).toEqual(['file.gz']);
    expect(seen.at(-1)).toBe(bytes.length);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(ranges).toEqual(['']);
  });

  test('does not ask again for a right file, and replaces a wrong one', async () => {
    const {url, ranges} = await serve((response, {start}) => send(response, bytes, start));
    const dir = folder();
    const path = await fetchInto(dir, {urls: [url]});
    await fetchInto(dir, {urls: [url]});
    expect(ranges).toHaveLength(1);
    writeFileSync(path, 'wrong');
    await fetchInto(dir, {urls: [url]});
    expect(digest(readFileSync(path))).toBe(digest(bytes));
  });

  test.each<[string, (url: string) => Promise<string>, RegExp]>([
    ['answers 404', async () => (await serve(response => response.writeHead(404).end('no'))).url, /answered 404/],
    ['answers 503', async () => (await serve(response => response.writeHead(503).end())).url, /answered 503/],
    ['refuses the connection', async () => 'http://127.0.0.1:1', /fetch failed: .*(ECONNREFUSED|bad port)/],
    ['is no address', async () => 'nonsense', /Invalid URL|Failed to parse/],
    [
      'sends a sign-in page',
      async () =>
        (await serve(response => response.writeHead(200, {'content-type': 'text/html; charset=utf-8'}).end('<html>')))
          .url,
      /a web page came instead of the file/,
    ],
    ['sends another file', async () => (await serve(response => response.end('other'))).url, /the checksum differs/],
  ])('goes to the next mirror when one %s, and names the reason when none is left', async (_, mirror, reason) => {
    const good = await serve((response, {start}) => send(response, bytes, start));
    const bad = await mirror(good.url);
    const path = await fetchInto(folder(), {urls: [bad, good.url]});
    expect(digest(readFileSync(path))).toBe(digest(bytes));

    const dir = folder();
    const failure = await fetchInto(dir, {urls: [bad], rounds: 2}).catch(error => error);
    expect(failure).toMatchObject({name: 'DataError', code: 'DOWNLOAD_FAILED'});
    expect(failure.message).toMatch(reason);
    expect(failure.message).toContain(`\n  ${bad}: `);
    expect(readdirSync(join(dir, 'data'))).toEqual([]);
  });

  test('asks a mirror again that may recover, not one that has another file', async () => {
    const busy = await serve(response => response.writeHead(503).end());
    const other = await serve(response => response.end('other'));
    await expect(fetchInto(folder(), {urls: [busy.url, other.url]})).rejects.toThrow('no mirror gave the file');
    expect([busy.ranges.length, other.ranges.length]).toEqual([3, 1]);
  });

  test('goes on where a broken connection stopped', async () => {
    const {url, ranges} = await serve((response, {start, number}) => {
      if (number < 3) breakOff(response, bytes, {start, end: start + 50_000});
      else send(response, bytes, start);
    });
    const path = await fetchInto(folder(), {urls: [url]});
    expect(digest(readFileSync(path))).toBe(digest(bytes));
    expect(ranges).toEqual(['', 'bytes=50000-', 'bytes=100000-']);
  });

  test('keeps what has arrived for the next call, never under the final name', async () => {
    const broken = await serve((response, {start}) => breakOff(response, bytes, {start, end: 60_000}));
    const dir = folder();
    const failure = await fetchInto(dir, {urls: [broken.url], rounds: 1}).catch(error => error);
    expect(failure.code).toBe('DOWNLOAD_FAILED');
    expect(readdirSync(join(dir, 'data'))).toEqual(['file.gz.part']);
    const good = await serve((response, {start}) => send(response, bytes, start));
    await fetchInto(dir, {urls: [good.url]});
    expect(good.ranges).toEqual(['bytes=60000-']);
    expect(readdirSync(join(dir, 'data'))).toEqual(['file.gz']);
  });

  test.each([
    ['is the beginning', bytes.subarray(0, 70_000), ['bytes=70000-']],
    ['is whole already', bytes, ['bytes=200000-']],
    ['is longer than the file', new Uint8Array(200_001), ['bytes=200001-', '']],
    ['is of another file', new Uint8Array(70_000), ['bytes=70000-', '']],
  ])('ends well when the part that lies there %s', async (_, part, expected) => {
    const {url, ranges} = await serve((response, {start}) => send(response, bytes, start));
    const dir = folder();
    mkdirSync(join(dir, 'data'));
    writeFileSync(join(dir, 'data', 'file.gz.part'), part);
    const path = await fetchInto(dir, {urls: [url]});
    expect(digest(readFileSync(path))).toBe(digest(bytes));
    expect(ranges).toEqual(expected);
  });

  test.each([
    ['ignores ranges', (start: number) => ({status: 200, range: {}, body: bytes, start})],
    [
      'answers with another range',
      (start: number) =>
        start > 0
          ? {status: 206, range: {'content-range': `bytes 5-199999/200000`}, body: bytes.subarray(5), start}
          : {status: 200, range: {}, body: bytes, start},
    ],
  ])('begins anew with a server that %s', async (_, answer) => {
    const {url} = await serve((response, {start}) => {
      const {status, range, body} = answer(start);
      response.writeHead(status, range).end(body);
    });
    const dir = folder();
    mkdirSync(join(dir, 'data'));
    writeFileSync(join(dir, 'data', 'file.gz.part'), bytes.subarray(0, 70_000));
    const path = await fetchInto(dir, {urls: [url], rounds: 1});
    expect(digest(readFileSync(path))).toBe(digest(bytes));
  });

  test('leaves a server that goes silent', async () => {
    const silent = await serve(response => void response.writeHead(200).write(bytes.subarray(0, 10)));
    const good = await serve((response, {start}) => send(response, bytes, start));
    const path = await fetchInto(folder(), {urls: [silent.url, good.url], stallMs: 100});
    expect(digest(readFileSync(path))).toBe(digest(bytes));
    const failure = await fetchInto(folder(), {urls: [silent.url], stallMs: 100, rounds: 1}).catch(error => error);
    expect(failure.message).toContain('nothing arrived for 0.1 seconds');
  });

  test('stays with a server that is slow', async () => {
    const {url} = await serve(response => {
      let sent = 0;
      const timer = setInterval(() => {
        response.write(bytes.subarray(sent, sent + 25_000));
        sent += 25_000;
        if (sent < bytes.length) return;
        clearInterval(timer);
        response.end();
      }, 150);
    });
    const path = await fetchInto(folder(), {urls: [url], stallMs: 1_000, rounds: 1});
    expect(digest(readFileSync(path))).toBe(digest(bytes));
  });

  test('stops when aborted, with the reason, and keeps what has arrived', async () => {
    const {url} = await serve(response => void response.writeHead(200).write(bytes.subarray(0, 1_000)));
    const controller = new AbortController();
    const dir = folder();
    const stopped = fetchInto(dir, {
      urls: [url],
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    });
    await expect(stopped).rejects.toThrow('enough');
    expect(readdirSync(join(dir, 'data'))).toEqual(['file.gz.part']);
    expect(statSync(join(dir, 'data', 'file.gz.part')).size).toBe(1_000);
  });

  test('two at once bring one file by one transfer', async () => {
    const {url, ranges} = await serve((response, {start}) => send(response, bytes, start));
    const dir = folder();
    const paths = await Promise.all([fetchInto(dir, {urls: [url]}), fetchInto(dir, {urls: [url]})]);
    expect(digest(readFileSync(paths[0]))).toBe(digest(bytes));
    expect(ranges).toHaveLength(1);
    expect(readdirSync(join(dir, 'data'))).toEqual(['file.gz']);
  });

  test.skipIf(!existsSync('/dev/full'))('names a full disk and does not try other mirrors', async () => {
    const {url, ranges} = await serve((response, {start}) => send(response, bytes, start));
    const dir = folder();
    mkdirSync(join(dir, 'data'));
    symlinkSync('/dev/full', join(dir, 'data', 'file.gz.part'));
    const failure = await fetchInto(dir, {urls: [url, url]}).catch(error => error);
    expect(failure).toMatchObject({name: 'DataError', code: 'DISK_FULL'});
    expect(failure.message).toContain('no space left on this disk');
    expect(ranges).toHaveLength(1);
    expect(existsSync(join(dir, 'data', 'file.gz'))).toBe(false);
  });

  test('names a folder that cannot be made, before asking a server', async () => {
    const {url, ranges} = await serve((response, {start}) => send(response, bytes, start));
    const dir = folder();
    writeFileSync(join(dir, 'data'), 'a file');
    const failure = await fetchInto(dir, {urls: [url]}).catch(error => error);
    expect(failure).toMatchObject({name: 'DataError', code: 'NOT_WRITABLE'});
    expect(failure.message).toContain(join(dir, 'data'));
    expect(ranges).toEqual([]);
  });
});
