import {expect, test} from 'vitest';
import {buildOptimizer, optimizerSchema, type RecipeOptimizerInput} from './optimizer.js';

function build(input: RecipeOptimizerInput) {
  return buildOptimizer(optimizerSchema.parse(input));
}

test.each<[RecipeOptimizerInput, string, object]>([
  [{}, 'sgd', {momentum: 0, weightDecay: 0}],
  [{momentum: 0.9, nesterov: true}, 'sgd', {momentum: 0.9, nesterov: true}],
  [{name: 'adam', beta1: 0.8}, 'adam', {beta1: 0.8, beta2: 0.999, weightDecay: 0}],
  [{name: 'adamw'}, 'adamW', {weightDecay: 0.01}],
  [{name: 'rmsprop', centered: true}, 'rmsprop', {alpha: 0.99, centered: true}],
])('%j', (input, name, config) => {
  expect(build(input)).toMatchObject({name, config});
});

test('spares norms and biases, and lets the last layer learn faster, where asked', () => {
  const {groupOf} = build({name: 'adamw', decayOf: 'kernels', headRate: 10});
  expect(groupOf!('layer1.0.conv1/kernel')).toEqual({decay: true, rateScale: 1});
  expect(groupOf!('layer1.0.bn1/gamma')).toEqual({decay: false, rateScale: 1});
  expect(groupOf!('fc/kernel')).toEqual({decay: true, rateScale: 10});
  expect(build({}).groupOf!('fc/bias')).toEqual({decay: true, rateScale: 1});
});
