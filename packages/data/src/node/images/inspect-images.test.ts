import sharp from 'sharp';
import {expect, test} from 'vitest';
import {temporaryFolders} from '../../testing/folder.js';
import {photo, writeFiles} from '../../testing/photos.js';
import {contactSheet} from './contact-sheet.js';
import {inspectImages} from './inspect-images.js';

const folder = temporaryFolders();

test('tells balance, sizes, formats, equal files and problems', async () => {
  const dir = folder();
  const [small, large] = [await photo({width: 10, height: 20}), await photo({width: 40, height: 30})];
  writeFiles(dir, {
    'train/cat/1.jpg': small,
    'train/cat/2.jpg': large,
    'train/cat/3.png': await sharp(small).png().toBuffer(),
    'train/dog/1.jpg': large,
    'train/dog/2.jpg': '',
    'test/cat/4.jpg': await photo({width: 11, height: 21}),
  });
  const {report} = await inspectImages(dir);
  expect(report).toMatchObject({
    layout: 'folders',
    images: 5,
    classes: [
      {name: 'cat', images: 4, parts: {test: 1, train: 3}},
      {name: 'dog', images: 1, parts: {train: 1}},
    ],
    imbalance: 4,
    width: {min: 10, median: 11, max: 40},
    height: {min: 20, median: 21, max: 30},
    formats: {jpeg: 4, png: 1},
    duplicates: [['train/cat/2.jpg', 'train/dog/1.jpg']],
  });
  expect(report.problems.map(({file}) => file)).toEqual(['train/dog/2.jpg']);
});

test('a contact sheet has every picture at its place', async () => {
  const grey = (value: number, channels: 1 | 3) => ({
    height: 2,
    width: 2,
    channels,
    data: new Uint8Array(4 * channels).fill(value),
  });
  const png = await contactSheet(
    [{image: grey(10, 3), caption: 'a & <b>'}, {image: grey(90, 1)}, {image: grey(200, 3)}],
    {
      columns: 2,
      cell: 20,
    },
  );
  const {data, info} = await sharp(png).raw().toBuffer({resolveWithObject: true});
  expect([info.width, info.height]).toEqual([52, 84]);
  const at = (x: number, y: number) => data[(y * info.width + x) * info.channels];
  expect([at(14, 14), at(38, 14), at(14, 54), at(38, 54)]).toEqual([10, 90, 200, 255]);
  await expect(contactSheet([])).rejects.toThrow('expected pictures, got none');
});
