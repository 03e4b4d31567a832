import {expect, test} from 'vitest';
import {language} from '../../i18n/language.js';
import {multiplyAddFormula, parameterFormula} from './formula.js';
import type {LayerPart} from './worker/part.js';

language.value = 'en';

const layer = (part: Partial<LayerPart>): LayerPart => ({
  kind: 'layer',
  ...{name: 'conv', type: 'Conv2D', inputs: [], way: 'branch', weights: []},
  ...{inputShape: [28, 28, 64], outputShape: [14, 14, 128], parameters: 0, multiplyAdds: 1, activationBytes: 0},
  ...part,
});

const kernel = {name: 'conv.weight', shape: [128, 64, 3, 3], learned: true};
const bias = {name: 'conv.bias', shape: [128], learned: true};
const mean = {name: 'bn.running_mean', shape: [128], learned: false};

test.each([
  [[kernel], '128 × 64 × 3 × 3'],
  [[kernel, bias], '128 × 64 × 3 × 3 + 128'],
  [[bias, bias, mean], '128 + 128'],
  [[], undefined],
])('the parameters of %j are %s', (weights, formula) => {
  expect(parameterFormula(layer({weights}))).toBe(formula);
});

test.each([
  [{weights: [kernel, bias]}, '14 × 14 × 128 × 64 × 3 × 3'],
  [{weights: [{name: 'fc.weight', shape: [1000, 512], learned: true}, bias], outputShape: [1000]}, '1,000 × 512'],
  [{weights: [bias, bias, mean], multiplyAdds: 0}, undefined],
])('the multiply-adds of %j are %s', (part, formula) => {
  expect(multiplyAddFormula(layer(part))).toBe(formula);
});
