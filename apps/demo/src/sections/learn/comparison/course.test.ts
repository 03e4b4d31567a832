import {expect, test} from 'vitest';
import type {Side} from './comparison-report.js';
import {Course} from './course.js';
import {findingOf} from './finding.js';

const side = (gradients: number[], accuracy = 0.1): Side => ({loss: 2.3, accuracy, gradients});

test('the powers of ten of a chart hold all gradients, and only grow apart', () => {
  const course = new Course(10);
  course.add({step: 0, residual: side([0.5, 2]), plain: side([3e-9, 0])});
  expect([course.lowest, course.highest]).toEqual([-9, 1]);
  course.add({step: 1, residual: side([0.5, 200]), plain: side([0.1, 0.1])});
  expect([course.lowest, course.highest]).toEqual([-9, 3]);
  expect(course.steps).toEqual([1, 2]);
});

test.each([
  ['vanishes', [1e-8, 0.1], 1e7],
  ['explodes', [200, 0.5], 400],
  ['arrives', [0.1, 0.5], 5],
  ['arrives', [0.5, 0.1], 5],
  ['nothing', [0, 0.1], Number.POSITIVE_INFINITY],
] as const)('a gradient that %s: %j', (kind, norms, factor) => {
  const {plain} = addOne(side([...norms]));
  expect(findingOf(plain)).toMatchObject({now: {kind, factor: expect.closeTo(factor, -1)}, atFirst: {kind}});
});

test.each([
  ['not', 0.1],
  ['slowly', 0.3],
  ['well', 0.8],
] as const)('a network that learns %s reads %d of the digits', (learns, accuracy) => {
  expect(findingOf(addOne(side([1, 1], accuracy)).plain)).toMatchObject({learns, accuracy});
});

test('nothing is found before the first step', () => {
  expect(findingOf(new Course(10).plain)).toBeUndefined();
});

function addOne(plain: Side): Course {
  const course = new Course(10);
  course.add({step: 0, residual: side([1, 1]), plain});
  return course;
}
