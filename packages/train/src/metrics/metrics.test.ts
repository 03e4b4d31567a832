import {describe, expect, test} from 'vitest';
import {parity} from '../testing/parity.js';
import {brier} from './brier.js';
import {calibration} from './calibration.js';
import {classScores} from './class-scores.js';
import {confusionMatrix} from './confusion-matrix.js';
import {mcnemar} from './mcnemar.js';
import type {Metric} from './metric.js';
import {mostConfused} from './most-confused.js';
import {topK} from './top-k.js';

interface Reference {
  scores: number[][];
  labels: number[];
  confusion: number[][];
  precision: number[];
  recall: number[];
  f1: number[];
  support: number[];
  top1: number;
  top3: number;
  macroF1: number;
}

const reference = parity<Reference>('metrics');

/** A metric over rows of logits that come in batches of these sizes; the last takes the rest. */
function measure<T>(metric: Metric<T>, rows: number[][], labels: number[], sizes: number[] = []): T {
  let begin = 0;
  for (const size of [...sizes, Number.POSITIVE_INFINITY]) {
    const part = rows.slice(begin, begin + size);
    metric.add(Float32Array.from(part.flat()), Int32Array.from(labels.slice(begin, begin + part.length)));
    begin += part.length;
  }
  return metric.value();
}

describe.each([[[]], [[1]], [[13, 7, 19]]])('in batches of %j and the rest, metrics equal scikit-learn', sizes => {
  const {scores, labels} = reference;
  const matrix = measure(confusionMatrix(5), scores, labels, sizes);

  test('confusion matrix', () => expect(matrix).toEqual(reference.confusion));

  test.each([
    [1, reference.top1],
    [3, reference.top3],
    [5, 1],
  ])('top %d', (k, share) => expect(measure(topK(k), scores, labels, sizes)).toBeCloseTo(share, 12));

  test.each(['precision', 'recall', 'f1', 'support'] as const)('%s', score => {
    const {classes} = classScores(matrix);
    for (const [i, value] of reference[score].entries()) expect(classes[i]![score]).toBeCloseTo(value, 12);
  });

  test('means', () => {
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const {macro, weighted, accuracy} = classScores(matrix);
    expect(macro.f1).toBeCloseTo(reference.macroF1, 12);
    expect(macro.precision).toBeCloseTo(mean(reference.precision), 12);
    expect(macro.recall).toBeCloseTo(mean(reference.recall), 12);
    expect(accuracy).toBeCloseTo(reference.top1, 12);
    const {support} = reference;
    const byWeight = (values: number[]) => mean(values.map((value, i) => value * support[i]!)) / mean(support);
    expect(weighted.precision).toBeCloseTo(byWeight(reference.precision), 12);
    expect(weighted.recall).toBeCloseTo(reference.top1, 12);
    expect(weighted.f1).toBeCloseTo(byWeight(reference.f1), 12);
  });

  // Computed with torchmetrics 1.9: multiclass_calibration_error(softmax(scores), labels, norm='l1').
  test.each([
    [15, 0.24740460815852516],
    [10, 0.2661201070759422],
  ])('calibration error in %d bins', (bins, error) => {
    expect(measure(calibration({bins}), scores, labels, sizes).error).toBeCloseTo(error, 6);
  });
});

describe('calibration', () => {
  const logit = (p: number) => Math.log(p / (1 - p));

  test('sets the share of right answers beside their confidence', () => {
    const rows = [0.8, 0.8, 0.8, 0.6].map(p => [logit(p), 0]);
    const {error, bins} = measure(calibration({bins: 4}), rows, [0, 0, 1, 1]);
    expect(bins).toEqual([
      {samples: 1, confidence: expect.closeTo(0.6, 6), accuracy: 0},
      {samples: 3, confidence: expect.closeTo(0.8, 6), accuracy: expect.closeTo(2 / 3, 12)},
    ]);
    expect(error).toBeCloseTo((0.6 + 3 * (0.8 - 2 / 3)) / 4, 6);
  });

  test('an answer that is sure belongs to the last bin', () => {
    expect(measure(calibration(), [[1000, 0]], [0])).toEqual({
      error: 0,
      bins: [{samples: 1, confidence: 1, accuracy: 1}],
    });
  });
});

describe('classScores', () => {
  test('classes that never occur are not in the means', () => {
    const {classes, macro, weighted} = classScores([
      [2, 0, 0],
      [0, 0, 0],
      [1, 0, 1],
    ]);
    expect(classes[1]).toEqual({precision: 0, recall: 0, f1: 0, support: 0});
    expect(macro).toEqual({precision: (2 / 3 + 1) / 2, recall: (1 + 0.5) / 2, f1: (0.8 + 2 / 3) / 2});
    expect(weighted).toEqual({precision: (2 * (2 / 3) + 2) / 4, recall: 0.75, f1: (2 * 0.8 + 2 * (2 / 3)) / 4});
  });
});

describe('brier', () => {
  test.each([
    ['sure and right', [50, 0, 0], 0, 0],
    ['sure and wrong', [50, 0, 0], 1, 2],
    ['undecided', [1, 1, 1], 1, (2 / 3) ** 2 + 2 * (1 / 3) ** 2],
    ['of two classes, three to one', [Math.log(3), 0], 0, 2 * 0.25 ** 2],
  ])('%s', (_, row, label, expected) => expect(measure(brier(), [row], [label])).toBeCloseTo(expected, 6));

  test('is a mean over samples, whatever the batches', () => {
    const {scores, labels} = reference;
    const whole = measure(brier(), scores, labels);
    expect(measure(brier(), scores, labels, [1, 7])).toBeCloseTo(whole, 12);
    const each = scores.map((row, i) => measure(brier(), [row], [labels[i]!]));
    expect(whole).toBeCloseTo(each.reduce((a, b) => a + b) / each.length, 12);
  });
});

test('mostConfused lists mistakes, the most frequent first', () => {
  const matrix = [
    [5, 1, 0],
    [3, 9, 1],
    [0, 0, 2],
  ];
  expect(mostConfused(matrix)).toEqual([
    {label: 1, predicted: 0, count: 3},
    {label: 0, predicted: 1, count: 1},
    {label: 1, predicted: 2, count: 1},
  ]);
});

describe('mcnemar', () => {
  test.each([
    [0, 0, 1],
    [5, 5, 1],
    [1, 9, (2 * (1 + 10)) / 2 ** 10],
    [9, 1, (2 * (1 + 10)) / 2 ** 10],
    [0, 6, 2 / 2 ** 6],
    // In whole numbers, by Python: 2 * sum(comb(3000, i) for i in range(1451)) / 2**3000.
    [1450, 1550, 0.07066904481175774],
  ])('of %d and %d is %d', (onlyFirst, onlySecond, p) => {
    expect(mcnemar({onlyFirst, onlySecond})).toBeCloseTo(p, 10);
  });
});

describe('topK', () => {
  test.each([
    ['of equal logits the first class counts as the largest', [1, 1, 1], 0, 1],
    ['of equal logits the last class counts as the smallest', [1, 1, 1], 2, 0],
    ['what is not a number is not right', [Number.NaN, Number.NaN, Number.NaN], 0, 0],
  ])('%s', (_, row, label, expected) => expect(measure(topK(1), [row], [label])).toBe(expected));
});

test.each([
  ['top 0', () => topK(0), /k to be a whole number from 1, got 0/],
  ['fractions of samples', () => mcnemar({onlyFirst: 0.5, onlySecond: 1}), /expected counts of samples, got 0.5 and 1/],
  ['half bins', () => calibration({bins: 2.5}), /bins to be a whole number from 1, got 2.5/],
])('refuses %s', (_, make, message) => {
  expect(make).toThrow(expect.objectContaining({code: 'BAD_OPTION', message: expect.stringMatching(message)}));
});
