import {chmodSync, mkdirSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {crc32, deflateSync} from 'node:zlib';
import {describe, expect, test} from 'vitest';
import {temporaryFolders} from '../../testing/folder.js';
import {noise, photo, writeFiles} from '../../testing/photos.js';
import {scanImages} from './scan-images.js';

const folder = temporaryFolders();

/** A PNG of a few kilobytes that says it has 30,000 x 30,000 pixels. */
function bomb(): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from('00007530000075300800000000', 'hex');
  const pixels = deflateSync(Buffer.alloc(30_001 * 4));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

function crc(bytes: Buffer): number {
  if (typeof crc32 === 'function') return crc32(bytes);
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

async function scanned(files: {[name: string]: Uint8Array | string}) {
  const dir = folder();
  writeFiles(dir, files);
  const {layout, classes, images, problems} = await scanImages(dir);
  const found = images.map(({file, label, part}) => [file, classes[label], ...(part ? [part] : [])].join(' '));
  return {dir, layout, found, problems};
}

describe('scanImages', () => {
  test('folders are classes, at any depth, whatever their names', async () => {
    const jpeg = await photo();
    const {layout, found, problems} = await scanned({
      '猫/一.jpg': jpeg,
      '🐶/wau 🦴.jpg': jpeg,
      'dog/2.jpg': jpeg,
      'dog/deep/er/10.JPG': jpeg,
      'dog/notes.txt': 'no image',
      'dog/.DS_Store': 'hidden',
      '.cache/1.jpg': jpeg,
      'README.md': 'about',
    });
    expect(layout).toBe('folders');
    expect(found).toEqual(['dog/2.jpg dog', 'dog/deep/er/10.JPG dog', '猫/一.jpg 猫', '🐶/wau 🦴.jpg 🐶']);
    expect(problems).toEqual([]);
  });

  test.each([
    [
      ['training_set/cats/1.jpg', 'test_set/cats/2.jpg'],
      ['test_set/cats/2.jpg cats test', 'training_set/cats/1.jpg cats train'],
    ],
    [
      ['train/train/a/1.jpg', 'val/val/a/1.jpg'],
      ['train/train/a/1.jpg a train', 'val/val/a/1.jpg a valid'],
    ],
    [
      ['train/cat.1.jpg', 'test/dog.1.jpg'],
      ['test/dog.1.jpg dog test', 'train/cat.1.jpg cat train'],
    ],
    [
      ['train/1.jpg', 'diesel/1.jpg'],
      ['diesel/1.jpg diesel', 'train/1.jpg train'],
    ],
    [
      ['cat.1.jpg', 'cat.10.jpg', 'cat.2.jpg'],
      ['cat.1.jpg cat', 'cat.2.jpg cat', 'cat.10.jpg cat'],
    ],
    [
      ['shiba_inu_7.jpg', 'new york (3).jpg'],
      ['new york (3).jpg new york', 'shiba_inu_7.jpg shiba_inu'],
    ],
  ])('%j', async (names, expected) => {
    const jpeg = await photo();
    const {found} = await scanned(Object.fromEntries(names.map(name => [name, jpeg])));
    expect(found).toEqual(expected);
  });

  test('names what cannot be used, and goes on', async () => {
    const jpeg = await photo();
    const cut = (await noise()).subarray(0, 900);
    const dir = folder();
    writeFiles(dir, {
      'a/1.jpg': jpeg,
      'a/empty.jpg': '',
      'a/text.png': 'hello',
      'a/cut.jpg': cut,
      'a/bomb.png': bomb(),
      'b/only.jpg': '',
    });
    mkdirSync(join(dir, 'nothing'));
    symlinkSync('..', join(dir, 'a', 'loop'));
    symlinkSync('nowhere.jpg', join(dir, 'a', 'gone.jpg'));
    symlinkSync('1.jpg', join(dir, 'a', 'linked.jpg'));
    const {images, classes, problems} = await scanImages(dir);
    expect(images.map(({file}) => file)).toEqual(['a/1.jpg', 'a/linked.jpg']);
    expect(classes).toEqual(['a']);
    const reasons = Object.fromEntries(problems.map(({file, problem}) => [file, problem]));
    const expected = {
      'a/empty.jpg': 'got an empty file',
      'a/text.png': 'unsupported image format',
      'a/cut.jpg': 'truncated: the end of the jpeg is missing',
      'a/bomb.png': 'at most 100000000 pixels, got 30000 x 30000',
      'a/loop': 'a link that leads back to a folder above it',
      'a/gone.jpg': 'a link that leads nowhere',
      'b/only.jpg': 'got an empty file',
      b: 'no image of class b can be used',
      nothing: 'there is no image of class nothing in it',
    };
    expect(Object.keys(reasons).sort()).toEqual(Object.keys(expected).sort());
    for (const [file, reason] of Object.entries(expected)) {
      expect(reasons[file]).toContain(reason);
      expect(reasons[file]).toContain(dir);
    }
  });

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('names what may not be read', async () => {
    const dir = folder();
    writeFiles(dir, {'a/1.jpg': await photo(), 'a/2.jpg': await photo(), 'b/1.jpg': await photo()});
    chmodSync(join(dir, 'a/2.jpg'), 0);
    chmodSync(join(dir, 'b'), 0);
    const {problems} = await scanImages(dir).finally(() => chmodSync(join(dir, 'b'), 0o700));
    expect(problems.map(({problem}) => problem.split(': ')[1])).toEqual([
      'this user may not read the file',
      'this user may not read the folder',
    ]);
  });

  test('a CSV names files and classes', async () => {
    const dir = folder();
    writeFiles(dir, {
      'x/1.jpg': await photo(),
      'x/2, b.jpg': await photo(),
      'labels.csv': '\uFEFFid,Filename,label\r\n7,x/1.jpg,cat\r\n8,"x/2, b.jpg","a ""dog"""\r\n9,x/3.jpg,cat\r\n',
    });
    const {layout, classes, images, problems} = await scanImages(dir, {labels: join(dir, 'labels.csv')});
    expect(layout).toBe('csv');
    expect(images.map(({file, label}) => [file, classes[label]])).toEqual([
      ['x/1.jpg', 'cat'],
      ['x/2, b.jpg', 'a "dog"'],
    ]);
    expect(problems.map(({file}) => file)).toEqual(['x/3.jpg']);
  });

  test.each([
    ['x.jpg\n', 'line 1: expected a path and a label, got "x.jpg"'],
    ['path,label\nx.jpg,"cat\n', 'a quote is not closed'],
  ])('refuses the CSV %j', async (text, message) => {
    const dir = folder();
    writeFiles(dir, {'x.jpg': await photo(), 'labels.csv': text});
    await expect(scanImages(dir, {labels: join(dir, 'labels.csv')})).rejects.toThrow(message);
  });

  test.each<[string, {[name: string]: string}, string]>([
    ['an empty folder', {}, 'found no image'],
    ['a folder of broken photos', {'a/1.jpg': ''}, 'none can be used. The first problem'],
    [
      'names that tell nothing',
      {'sunset.jpg': 'x'},
      'expected folders, one a class, or names that begin with the class',
    ],
  ])('%s is an error', async (_, files, message) => {
    await expect(scanned(files)).rejects.toThrow(message);
  });

  test('a missing folder is an error', async () => {
    await expect(scanImages(join(folder(), 'none'))).rejects.toThrow(expect.objectContaining({code: 'FILE_MISSING'}));
  });
});
