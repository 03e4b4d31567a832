import {describe, expect, test} from 'vitest';
import {CliError} from '../errors.js';
import {RECIPES} from '../recipes/index.js';
import {resolveRecipe} from './resolve.js';

const minimal = {
  name: 'mine',
  model: {name: 'mnist-residual'},
  data: {name: 'digits', normalize: {mean: [0.5], std: [0.5]}},
  epochs: 2,
  learningRate: 0.1,
};

function failure(input: unknown, overrides: Record<string, unknown> = {}): string {
  try {
    resolveRecipe({input, source: 'mine.json', overrides: new Map(Object.entries(overrides))});
  } catch (error) {
    expect(error).toBeInstanceOf(CliError);
    expect(error).toMatchObject({code: 'BAD_RECIPE', exit: 'usage'});
    return `${(error as CliError).message} | ${(error as CliError).mend}`;
  }
  throw new Error('the recipe was accepted');
}

describe('a valid recipe', () => {
  test.each(RECIPES.map(recipe => [recipe.name, recipe]))('%s ships valid', (name, input) => {
    expect(resolveRecipe({input, source: name}).name).toBe(name);
  });

  test('gets its defaults', () => {
    expect(resolveRecipe({input: minimal, source: 'mine.json'})).toEqual({
      ...minimal,
      description: '',
      notebook: 5,
      model: {name: 'mnist-residual'},
      precision: 'float32',
      data: {...minimal.data, shuffle: true, balance: false, validation: 'test'},
      batchSize: 64,
      accumulate: 1,
      seed: 0,
      schedule: {name: 'constant'},
      optimizer: {
        ...{name: 'sgd', momentum: 0, dampening: 0, nesterov: false, decoupled: false},
        ...{weightDecay: 0, decayOf: 'all', headRate: 1},
      },
      loss: {name: 'cross-entropy', smoothing: 0},
      checkpoint: {seconds: 30, keep: 'last', bestBy: 'accuracy', history: false},
      web: false,
    });
  });

  test('takes overrides at any depth and leaves its input alone', () => {
    const before = structuredClone(minimal);
    const overrides = new Map<string, unknown>([
      ['epochs', 7],
      ['data.take', 100],
      ['data.normalize.mean', [0.1]],
      ['optimizer.momentum', 0.9],
      ['schedule.name', 'step'],
      ['schedule.every', 3],
    ]);
    const recipe = resolveRecipe({input: minimal, source: 'mine.json', overrides});
    expect(recipe).toMatchObject({
      epochs: 7,
      data: {take: 100, normalize: {mean: [0.1], std: [0.5]}},
      optimizer: {momentum: 0.9},
      schedule: {name: 'step', every: 3, factor: 0.1},
    });
    expect(minimal).toEqual(before);
  });

  test('keeps transforms as they were written', () => {
    const augment = [
      {name: 'random-crop', size: 28, padding: 2},
      {name: 'cutout', size: 6},
    ];
    const input = {...minimal, data: {...minimal.data, augment}};
    expect(resolveRecipe({input, source: 'mine.json'}).data.augment).toEqual(augment);
  });

  test('another schedule drops the fields of the old one', () => {
    const input = {...minimal, schedule: {name: 'step', every: 3}};
    const overrides = new Map([['schedule.name', 'constant']]);
    expect(resolveRecipe({input, source: 'x', overrides}).schedule).toEqual({name: 'constant'});
  });

  test('another optimizer has its own defaults, and keeps what both have and the recipe says', () => {
    const overrides = new Map([['optimizer.name', 'adamw']]);
    const of = (optimizer: object) => resolveRecipe({input: {...minimal, optimizer}, source: 'x', overrides}).optimizer;
    expect(of({momentum: 0.9})).toMatchObject({name: 'adamw', weightDecay: 0.01});
    expect(of({momentum: 0.9, weightDecay: 0.1})).toMatchObject({name: 'adamw', weightDecay: 0.1});
  });
});

describe('a wrong recipe is explained', () => {
  test.each<[string, unknown, Record<string, unknown>, string]>([
    ['unknown field', {...minimal, optimiser: {}}, {}, 'field optimiser is unknown. | Did you mean optimizer?'],
    [
      'unknown nested field',
      {...minimal, data: {...minimal.data, tak: 5}},
      {},
      'field data.tak is unknown. | Did you mean take? Fields of data: name, images, labels, take,',
    ],
    [
      'missing field',
      {...minimal, epochs: undefined},
      {},
      'field epochs is missing. | Expected a whole number, at least 1.',
    ],
    [
      'missing object',
      {...minimal, model: undefined},
      {},
      'field model is missing. | Expected an object with name, initializer.',
    ],
    ['wrong type', {...minimal, epochs: 'two'}, {}, 'field epochs is "two". | Expected a whole number, at least 1.'],
    ['fraction', {...minimal, batchSize: 1.5}, {}, 'field batchSize is 1.5. | Expected a whole number, at least 1.'],
    [
      'out of range',
      minimal,
      {'optimizer.momentum': 1},
      '--optimizer.momentum is 1. | Expected a number, at least 0, below 1.',
    ],
    [
      'wrong name',
      minimal,
      {'model.name': 'mnist-residul'},
      '--model.name is "mnist-residul". | Did you mean mnist-residual? Allowed: ',
    ],
    [
      'wrong name in a list of objects',
      minimal,
      {'schedule.name': 'stp'},
      '--schedule.name is "stp". | Did you mean step? Allowed: constant, step, multi-step,',
    ],
    [
      'neither of two kinds',
      minimal,
      {'data.validation': 2},
      '--data.validation is 2. | Expected test or a number, above 0, below 1.',
    ],
    [
      'a field of another schedule',
      minimal,
      {'schedule.every': 2},
      '--schedule.every has no meaning here. | It belongs to schedule.name step.',
    ],
    [
      'a field that several optimizers have, but not this one',
      minimal,
      {'optimizer.beta1': 0.8},
      '--optimizer.beta1 has no meaning here. | It belongs to optimizer.name adam or adamw.',
    ],
    [
      'an optimizer that does not go together',
      minimal,
      {'optimizer.nesterov': true},
      '--optimizer: nesterov needs a momentum above 0 and no dampening',
    ],
    [
      'a warm-up without its length',
      minimal,
      {'warmup.from': 0.1},
      '--warmup.epochs is missing. | Expected a number, above 0.',
    ],
    [
      'a warm-up before a plateau',
      minimal,
      {'schedule.name': 'plateau', 'warmup.epochs': 1},
      '--warmup: a plateau has no warm-up',
    ],
    [
      'milestones that do not rise',
      minimal,
      {'schedule.name': 'multi-step', 'schedule.milestones': [3, 2]},
      '--schedule.milestones: expected epochs that rise, as [80, 120].',
    ],
    ['mixing of nothing', minimal, {'mixing.probability': 0.5}, '--mixing: expected mixup, cutmix or both.'],
    ['no such loss', minimal, {'loss.name': 'focl'}, '--loss.name is "focl". | Did you mean focal?'],
    [
      'sizes of photos, where there are none',
      minimal,
      {'data.images.size': 64},
      '--data.images: it is for data sets of photos: photos, cats-dogs. | Fields of data.images: size,',
    ],
    [
      'colours that there are not',
      minimal,
      {'data.images.channels': 2},
      '--data.images.channels is 2. | Expected 3 or 1.',
    ],
    [
      'a schedule without what it needs',
      minimal,
      {'schedule.name': 'step'},
      '--schedule.every is missing. | Expected a whole number, at least 1.',
    ],
    [
      'an unknown transform',
      {...minimal, data: {...minimal.data, augment: [{name: 'horizontal-flip'}, {name: 'blur'}]}},
      {},
      'mine.json: field data.augment: there is no transform "blur"; there are resize, ',
    ],
    [
      'a transform without what it needs',
      minimal,
      {'data.augment': [{name: 'rotation'}]},
      '--data.augment: rotation: degrees: expected a number from 0 to 360, got nothing.',
    ],
    [
      'no list of transforms',
      minimal,
      {'data.augment': '[{"name"'},
      '| Expected a list of transforms, as [{"name": "horizontal-flip"}].',
    ],
    ['a list that holds a word', minimal, {'data.normalize.mean': [0.1, 'x']}, '--data.normalize.mean'],
    ['no object', [1], {}, 'holds a list, not a recipe. | Write an object'],
    ['nothing', undefined, {}, 'holds nothing, not a recipe.'],
  ])('%s', (_, input, overrides, expected) => {
    expect(failure(input, overrides)).toContain(expected);
  });
});
