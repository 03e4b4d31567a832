import {expect, test} from 'vitest';
import {byClass} from './by-class.js';

test.each([
  ['folders side by side', ['cats/1.jpg', 'dogs/2.png', 'dogs/3.webp'], {cats: 1, dogs: 2}],
  ['folders in a folder', ['pets/cats/1.jpg', 'pets/dogs/2.jpg'], {cats: 1, dogs: 1}],
  ['one folder', ['cats/1.jpg', 'cats/2.JPEG'], {cats: 2}],
  ['folders below a class', ['cats/old/1.jpg', 'cats/2.jpg', 'dogs/3.jpg'], {cats: 2, dogs: 1}],
  ['no folder', ['1.jpg', '2.jpg'], {undefined: 2}],
  ['what is no photo', ['cats/1.jpg', 'cats/notes.txt', 'cats/.hidden.jpg', 'dogs/2.jpg'], {cats: 1, dogs: 1}],
  ['nothing', [], {}],
])('%s', (_, paths, expected) => {
  const classes = byClass(paths.map(path => ({path, blob: new Blob()})));
  expect(Object.fromEntries(classes.map(({name, files}) => [name, files.length]))).toEqual(expected);
});
