import {expect, test} from 'vitest';
import {nearestName} from './nearest-name.js';

const names = ['mnist-residual', 'mnist-plain', 'resnet18'];

test.each([
  ['mnist-residual', 'mnist-residual'],
  ['mnist_residual', 'mnist-residual'],
  ['MNIST-Plan', 'mnist-plain'],
  ['resnet-18', 'resnet18'],
  ['reset', 'resnet18'],
  ['transformer', undefined],
  ['', undefined],
])("'%s' is nearest to %s", (name, expected) => {
  expect(nearestName(name, names)).toBe(expected);
});

test('there may be no candidates', () => {
  expect(nearestName('resnet18', [])).toBeUndefined();
});
