import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import sharp, {type Color} from 'sharp';

/** A photo of one colour. */
export function photo({width = 12, height = 8, colour = '#ff8000' as Color} = {}): Promise<Buffer> {
  return sharp({create: {width, height, channels: 3, background: colour}})
    .jpeg()
    .toBuffer();
}

/** Noise, whose JPEG has many bytes to break. */
export function noise({width = 64, height = 48, sigma = 50} = {}): Promise<Buffer> {
  return sharp({
    create: {width, height, channels: 3, background: 'grey', noise: {type: 'gaussian', mean: 128, sigma}},
  })
    .jpeg()
    .toBuffer();
}

/** Writes files below a folder. */
export function writeFiles(folder: string, files: {readonly [name: string]: Uint8Array | string}): void {
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), {recursive: true});
    writeFileSync(join(folder, name), bytes);
  }
}
