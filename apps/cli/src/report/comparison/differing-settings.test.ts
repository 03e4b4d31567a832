import {expect, test} from 'vitest';
import {resolveRecipe} from '../../recipe/resolve.js';
import {cifar10Notebook} from '../../recipes/cifar10-notebook.js';
import {cifar10NotebookInnerRelu} from '../../recipes/cifar10-notebook-inner-relu.js';
import {differingSettings} from './differing-settings.js';

const [first, second] = [cifar10Notebook, cifar10NotebookInnerRelu].map(input =>
  resolveRecipe({input, source: 'test'}),
);

test('fields within fields by their path, names left out', () => {
  expect(differingSettings([first!, second!])).toEqual([
    {path: 'model.name', values: ['cifar10-notebook', 'cifar10-notebook-inner-relu']},
    {path: 'data.shuffle', values: ['false', 'true']},
    {path: 'epochs', values: ['3', '10']},
  ]);
});

test('what only one says is undefined in the other', () => {
  const clipped = {...first!, patience: 3};
  expect(differingSettings([first!, clipped])).toEqual([{path: 'patience', values: [undefined, '3']}]);
});

test('the same recipe differs in nothing', () => {
  expect(differingSettings([first!, {...first!, description: 'other words'}])).toEqual([]);
});
