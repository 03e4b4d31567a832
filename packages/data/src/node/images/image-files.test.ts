import {join} from 'node:path';
import {expect, test} from 'vitest';
import {temporaryFolders} from '../../testing/folder.js';
import {photo, writeFiles} from '../../testing/photos.js';
import {imageFiles} from './image-files.js';

const folder = temporaryFolders();

test('files in the order given, with the classes given', async () => {
  const dir = folder();
  writeFiles(dir, {
    'a.jpg': await photo({colour: '#ff0000'}),
    'b.jpg': await photo({colour: '#0000ff'}),
    'c.jpg': 'none',
  });
  const files = ['b.jpg', 'c.jpg', 'a.jpg'].map((name, i) => ({path: join(dir, name), label: i % 2}));
  const dataset = imageFiles(files, {size: 2, workers: 0, classes: ['even', 'odd'], broken: 'fatal'});
  expect(dataset.classes).toEqual(['even', 'odd']);
  expect([...dataset.labels]).toEqual([0, 1, 0]);
  expect(dataset.subset([2, 0]).files).toEqual([join(dir, 'a.jpg'), join(dir, 'b.jpg')]);
  const {data, shape, label} = await dataset.get(0);
  expect([shape, label, data[0]! < 5, data[2]! > 250]).toEqual([[2, 2, 3], 0, true, true]);
  await expect(dataset.get(1)).rejects.toMatchObject({code: 'FILE_BROKEN'});
});

test('without classes all are of class 0', () => {
  const dataset = imageFiles([{path: 'a.jpg'}], {workers: 0});
  expect([dataset.classes, [...dataset.labels], dataset.files]).toEqual([[], [0], ['a.jpg']]);
});
