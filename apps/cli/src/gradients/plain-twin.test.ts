import {describe, expect, test} from 'vitest';
import {plainTwin} from './plain-twin.js';

describe('plainTwin', () => {
  test.each([
    ['mnist-residual', 'mnist-plain'],
    ['cifar-resnet20', 'cifar-plain20'],
    ['cifar-resnet20-b', 'cifar-plain20'],
    ['resnet18', 'plain18'],
    ['resnet34', 'plain34'],
  ])('%s has one of its own name, %s', (name, twin) => {
    expect(plainTwin({name, settings: {norm: false}})).toEqual({title: twin, name: twin, settings: {norm: false}});
  });

  test.each(['resnet50', 'cifar-resnet26', 'cifar10-notebook', 'resnet18-d', 'cifar-preact20'])(
    '%s is made so by an option',
    name => {
      const settings = {shortcut: 'none'};
      expect(plainTwin({name, settings: {}})).toEqual({title: `plain ${name}`, name, settings});
    },
  );

  test.each([
    ['mnist-plain', {}],
    ['cifar-plain20', {}],
    ['cifar-resnet20', {shortcut: 'none'}],
  ])('%s with %j is plain itself', (name, settings) => {
    expect(plainTwin({name, settings})).toBeUndefined();
  });

  test('a shortcut that was asked for is no part of it', () => {
    expect(plainTwin({name: 'cifar-resnet20', settings: {shortcut: 'C', norm: false}})?.settings).toEqual({
      norm: false,
    });
  });
});
