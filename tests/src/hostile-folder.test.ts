import {createHash} from 'node:crypto';
import {chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {horizontalFlip, onSamples} from '@residual/data';
import {closeImageWorkers, imageFolder} from '@residual/data/node';
import sharp from 'sharp';
import {afterAll, expect, test} from 'vitest';

const folders: string[] = [];
afterAll(async () => {
  await closeImageWorkers();
  for (const folder of folders) rmSync(folder, {recursive: true, force: true});
});

const EPOCHS = 8;
/** Whether files can be kept from this user. */
const obeysModes = process.platform !== 'win32' && process.getuid?.() !== 0;

const photo = (colour: number): Promise<Buffer> => {
  const noise = {type: 'gaussian', mean: colour, sigma: 30} as const;
  return sharp({create: {width: 40, height: 30, channels: 3, background: 'grey', noise}})
    .jpeg()
    .toBuffer();
};

/** Two classes of ten good photos each, and all that has been found in folders of photos. */
async function hostileFolder(): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'residual-hostile-'));
  folders.push(dir);
  const write = (name: string, bytes: Uint8Array | string): void => {
    mkdirSync(dirname(join(dir, name)), {recursive: true});
    writeFileSync(join(dir, name), bytes);
  };
  for (let i = 0; i < 10; i++) {
    write(`猫/第${i}张.jpg`, await photo(20 * i));
    write(`dogs 🐶/wau 🦴 ${i}.jpg`, await photo(255 - 20 * i));
  }
  const good = await photo(100);
  write('猫/truncated.jpg', good.subarray(0, good.length - 100));
  write('猫/empty.jpg', '');
  write('猫/page.jpg', '<html>not found</html>');
  const bomb = Buffer.from(good);
  const frame = bomb.indexOf(Buffer.of(0xff, 0xc0));
  bomb.writeUInt16BE(30_000, frame + 5);
  bomb.writeUInt16BE(30_000, frame + 7);
  write('猫/bomb.jpg', bomb);
  const png = await sharp(good).png().toBuffer();
  write('dogs 🐶/rotten.png', png.fill(0x55, 100, png.length - 100));
  write('dogs 🐶/vanishes.jpg', good);
  mkdirSync(join(dir, 'nothing'));
  mkdirSync(join(dir, '猫/folder.jpg'));
  symlinkSync('..', join(dir, '猫/loop'));
  symlinkSync('nowhere.jpg', join(dir, '猫/dangling.jpg'));
  if (obeysModes) {
    write('猫/secret.jpg', good);
    chmodSync(join(dir, '猫/secret.jpg'), 0);
  }
  return dir;
}

test('a folder with everything wrong in it trains for eight epochs, whatever the number of workers', async () => {
  const dir = await hostileFolder();
  const open = async (workers: number) => {
    const problems: string[] = [];
    const onProblem = ({file}: {file: string}): void => void problems.push(file);
    const {train, classes} = await imageFolder(dir, {
      size: 24,
      workers,
      split: {valid: 0, test: 0},
      onProblem,
    });
    return {train, classes, problems};
  };
  const opened = [await open(0), await open(2)];
  rmSync(join(dir, 'dogs 🐶/vanishes.jpg'));
  for (const {train, classes} of opened) {
    expect(classes).toEqual(['dogs 🐶', '猫']);
    expect(train.length).toBe(22);
  }
  const digests = opened.map(() => createHash('sha256'));
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const [i, {train}] of opened.entries()) {
      const batches = train.shuffle(1).map(onSamples(horizontalFlip()), {seed: 2}).batch(5).epoch(epoch);
      let photos = 0;
      for await (const {x, y} of batches) {
        photos += y.length;
        digests[i]!.update(x as Uint8Array).update(Uint8Array.from(y));
      }
      expect(photos).toBe(22);
    }
  }
  expect(digests[0]!.digest('hex')).toBe(digests[1]!.digest('hex'));
  for (const {problems} of opened) {
    expect(problems.sort()).toEqual(
      [
        '猫/truncated.jpg',
        '猫/empty.jpg',
        '猫/page.jpg',
        '猫/bomb.jpg',
        '猫/folder.jpg',
        '猫/loop',
        '猫/dangling.jpg',
        ...(obeysModes ? ['猫/secret.jpg'] : []),
        'nothing',
        'dogs 🐶/rotten.png',
        'dogs 🐶/vanishes.jpg',
      ].sort(),
    );
  }
});
