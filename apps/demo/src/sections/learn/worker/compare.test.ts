import {wasm} from '@residual/backend-web';
import {MNIST_NOTEBOOK, normalize} from '@residual/data';
import {digits} from '@residual/data/node';
import {memory} from '@tensorflow/tfjs-core';
import {beforeAll, expect, test} from 'vitest';
import type {ComparedStep, ComparisonOptions} from '../comparison/comparison-report.js';
import {compare} from './compare.js';

beforeAll(() => wasm());

/** The course of both networks over so many steps. */
async function course(steps: number, options: ComparisonOptions): Promise<ComparedStep[]> {
  const train = (await digits()).map(normalize(MNIST_NOTEBOOK));
  const course: ComparedStep[] = [];
  for await (const step of compare(train, options)) {
    course.push(step);
    if (course.length === steps) break;
  }
  return course;
}

/** The gradient of the first layer in parts of the last one's. */
const firstOverLast = (gradients: readonly number[]) => gradients[0]! / gradients.at(-1)!;

function meanLoss(course: readonly ComparedStep[], side: 'residual' | 'plain'): number {
  return course.reduce((sum, step) => sum + step[side].loss, 0) / course.length;
}

test('without batch norm the gradient vanishes in the plain net, which learns nothing, and not in the residual one', async () => {
  const steps = await course(60, {depth: 20, norm: false});
  for (const {residual, plain} of steps) {
    expect(residual.gradients).toHaveLength(20);
    expect(plain.gradients).toHaveLength(20);
    expect(firstOverLast(residual.gradients)).toBeGreaterThan(0.01);
    expect(firstOverLast(plain.gradients)).toBeLessThan(1e-6);
  }
  // Guessing one of ten has a loss of ln 10 = 2.303.
  expect(meanLoss(steps.slice(-10), 'plain')).toBeGreaterThan(2.25);
  expect(meanLoss(steps.slice(-10), 'residual')).toBeLessThan(1.6);
});

test('with batch norm the gradient of the plain net begins too long, and it learns more slowly', async () => {
  const steps = await course(30, {depth: 32, norm: true});
  expect(firstOverLast(steps[0]!.plain.gradients)).toBeGreaterThan(20);
  expect(firstOverLast(steps[0]!.residual.gradients)).toBeLessThan(5);
  expect(meanLoss(steps.slice(-10), 'residual')).toBeLessThan(meanLoss(steps.slice(-10), 'plain'));
});

test('the same digits and weights give the same course, and nothing is left behind', async () => {
  const before = memory().numTensors;
  const first = await course(2, {depth: 8, norm: true});
  expect(await course(2, {depth: 8, norm: true})).toEqual(first);
  expect(memory().numTensors).toBe(before);
});
