import {Command} from 'commander';
import {describe, expect, test} from 'vitest';
import {FIELDS} from './fields.js';
import {addRecipeFlags, flagOf, readRecipeFlags} from './flags.js';

function overrides(...argv: string[]): Record<string, unknown> {
  const command = addRecipeFlags(new Command())
    .exitOverride()
    .configureOutput({outputError: () => {}});
  command.parse(argv, {from: 'user'});
  return Object.fromEntries(readRecipeFlags(command));
}

describe('flags of recipe fields', () => {
  test.each<[string[], Record<string, unknown>]>([
    [[], {}],
    [['--epochs', '2'], {epochs: 2}],
    [['--batch-size', '128', '--data.take=5000'], {batchSize: 128, 'data.take': 5000}],
    [['--learning-rate', '1e-2'], {learningRate: 0.01}],
    [['--optimizer.momentum', '0.9'], {'optimizer.momentum': 0.9}],
    [['--optimizer.weight-decay', '0.0005'], {'optimizer.weightDecay': 0.0005}],
    [['--optimizer.nesterov'], {'optimizer.nesterov': true}],
    [['--no-data.shuffle'], {'data.shuffle': false}],
    [['--data.normalize.mean', '0.5,0.4,0.3'], {'data.normalize.mean': [0.5, 0.4, 0.3]}],
    [['--data.validation', '0.1'], {'data.validation': 0.1}],
    [['--data.validation', 'test'], {'data.validation': 'test'}],
    [['--schedule.name', 'step', '--schedule.every', '3'], {'schedule.name': 'step', 'schedule.every': 3}],
    [['--data.resize', '96'], {'data.resize': 96}],
    [
      ['--data.images.size', '128', '--data.images.channels', '1'],
      {'data.images.size': 128, 'data.images.channels': 1},
    ],
    [['--data.balance'], {'data.balance': true}],
    [['--schedule.milestones', '80,120'], {'schedule.milestones': [80, 120]}],
    [
      ['--optimizer.name', 'rmsprop', '--optimizer.centered'],
      {'optimizer.name': 'rmsprop', 'optimizer.centered': true},
    ],
    [['--ema.decay', '0.99', '--ema.warmup'], {'ema.decay': 0.99, 'ema.warmup': true}],
    [['--clip.norm', '1', '--mixing.mixup', '0.2'], {'clip.norm': 1, 'mixing.mixup': 0.2}],
    [['--loss.name', 'focal', '--loss.gamma', '1'], {'loss.name': 'focal', 'loss.gamma': 1}],
    [['--warmup.epochs', '0.5', '--patience', '3'], {'warmup.epochs': 0.5, patience: 3}],
    [
      ['--checkpoint.best-by', 'loss', '--checkpoint.history'],
      {'checkpoint.bestBy': 'loss', 'checkpoint.history': true},
    ],
    [
      ['--data.augment', 'horizontal-flip, grayscale'],
      {'data.augment': [{name: 'horizontal-flip'}, {name: 'grayscale'}]},
    ],
    [['--data.augment', '[{"name":"cutout","size":8}]'], {'data.augment': [{name: 'cutout', size: 8}]}],
    [['--data.augment', '[{"name"'], {'data.augment': '[{"name"'}],
    [['--data.augment', 'none'], {'data.augment': []}],
    [['--epochs', 'two'], {epochs: 'two'}],
    [['--epochs', ''], {epochs: ''}],
    [['--epochs', 'Infinity'], {epochs: 'Infinity'}],
  ])('%j', (argv, expected) => {
    expect(overrides(...argv)).toEqual(expected);
  });

  test('an unknown flag suggests the nearest', () => {
    expect(() => overrides('--batch-sise', '2')).toThrow(
      /unknown option '--batch-sise'\n\(Did you mean --batch-size\?\)/,
    );
  });

  test('every field has a description and says what it expects', () => {
    for (const {path, description, expects} of FIELDS) {
      if (path === 'name' || path === 'description') continue;
      expect(description, path).not.toBe('');
      expect(expects, path).not.toBe('');
    }
  });

  test('a field of several choices is one flag, which names them', () => {
    const help = addRecipeFlags(new Command()).configureHelp({helpWidth: 400}).helpInformation();
    expect(help.match(/--optimizer\.momentum /g)).toHaveLength(1);
    expect(help).toContain('(with optimizer.name sgd or rmsprop)');
    expect(help).toMatch(/--optimizer\.weight-decay <n> +pull of weights towards zero\n/);
  });

  test('is written in kebab case', () => {
    expect(flagOf('optimizer.weightDecay')).toBe('--optimizer.weight-decay');
  });
});
