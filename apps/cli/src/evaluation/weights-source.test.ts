import {expect, test} from 'vitest';
import {weightsSource} from './weights-source.js';

test.each([
  ['cifar-resnet20/akamaster', undefined, {model: 'cifar-resnet20', data: 'cifar10'}],
  ['cifar-resnet20-b/chenyaofo-cifar100', undefined, {model: 'cifar-resnet20-b', data: 'cifar100'}],
  ['resnet18/torchvision-v1', undefined, {model: 'resnet18'}],
  ['resnet18/torchvision-v1', 'resnet18-d', {model: 'resnet18-d'}],
])('%s, with --model %s', (weights, model, expected) => {
  const {normalize, ...rest} = weightsSource(weights, model);
  expect(rest).toEqual(expected);
  expect(normalize).toMatchObject({name: expect.stringMatching(/^as \w+ did$/), mean: {length: 3}, std: {length: 3}});
});

test('a file needs the name of its network', () => {
  expect(weightsSource('a.safetensors', 'resnet18')).toEqual({path: 'a.safetensors', model: 'resnet18'});
  expect(() => weightsSource('a.safetensors')).toThrow('does not say of which network');
});
