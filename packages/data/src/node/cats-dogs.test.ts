import {expect, test} from 'vitest';
import {temporaryFolders} from '../testing/folder.js';
import {photo, writeFiles} from '../testing/photos.js';
import {verifyDataset} from './catalogue.js';
import {catsDogs} from './cats-dogs.js';

const folder = temporaryFolders();

/** A data folder with a dog and, in each part, a cat. */
async function withPhotos(): Promise<string> {
  const dir = folder();
  const jpeg = await photo();
  const files = ['training_set/cats/cat.1.jpg', 'training_set/dogs/dog.1.jpg', 'test_set/cats/cat.4001.jpg'];
  writeFiles(dir, Object.fromEntries(files.map(file => [`cats-dogs/${file}`, jpeg])));
  return dir;
}

test('the classes are cat and dog, whatever the folders are called', async () => {
  const dir = await withPhotos();
  const train = await catsDogs({dir});
  expect(train.classes).toEqual(['cat', 'dog']);
  expect([...train.labels]).toEqual([0, 1]);
  expect([...(await catsDogs({dir, train: false})).labels]).toEqual([0]);
});

test('photos that are missing are counted by folder', async () => {
  const dir = await withPhotos();
  const {ok, files} = await verifyDataset('cats-dogs', {dir});
  expect(ok).toBe(false);
  expect(files.map(({file, problem}) => `${file}: ${problem?.split(': ')[1]}`)).toEqual([
    'training_set/cats: expected 4000 whole photos, got 1',
    'training_set/dogs: expected 4000 whole photos, got 1',
    'test_set/cats: expected 1000 whole photos, got 1',
    'test_set/dogs: expected 1000 whole photos, got 0',
  ]);
});
