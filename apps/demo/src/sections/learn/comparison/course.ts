import {Average} from '../../../ui/average.js';
import type {ComparedStep, ComparisonOptions, Side} from './comparison-report.js';

/** How much of the past a smoothed value holds. */
const MEMORY = 0.9;

/** The course of one of two networks: a value a step. */
export class SideCourse {
  /** Loss and share of right answers, smoothed. */
  readonly loss: number[] = [];
  readonly accuracy: number[] = [];
  /** L2 norms of the gradients of the layers, at the first step and at the last. */
  first: readonly number[] = [];
  gradients: readonly number[] = [];
  readonly #loss = new Average(MEMORY);
  readonly #accuracy = new Average(MEMORY);

  add({loss, accuracy, gradients}: Side): void {
    this.loss.push(this.#loss.add(loss));
    this.accuracy.push(this.#accuracy.add(accuracy));
    if (this.first.length === 0) this.first = gradients;
    this.gradients = gradients;
  }
}

/** The course of a comparison: what its charts show. */
export class Course {
  /** Steps done, from 1. */
  readonly steps: number[] = [];
  readonly residual: SideCourse = new SideCourse();
  readonly plain: SideCourse = new SideCourse();
  /** Powers of ten between which all gradients so far are. They only grow apart, so that a chart is calm. */
  lowest = -2;
  highest = 1;

  /**
   * @param total Steps of the whole comparison.
   * @param options What is compared; undefined before the first.
   */
  constructor(
    readonly total: number,
    readonly options?: ComparisonOptions,
  ) {}

  add({residual, plain}: ComparedStep): void {
    this.steps.push(this.steps.length + 1);
    this.residual.add(residual);
    this.plain.add(plain);
    // What counts as 0 has no logarithm.
    const powers = [...residual.gradients, ...plain.gradients].filter(norm => norm > 0).map(Math.log10);
    this.lowest = Math.min(this.lowest, Math.floor(Math.min(...powers)));
    this.highest = Math.max(this.highest, Math.ceil(Math.max(...powers)));
  }
}
