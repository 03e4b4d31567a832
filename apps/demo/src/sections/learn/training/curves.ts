import {Average} from '../../../ui/average.js';
import {type History, noHistory} from './history.js';

/** How much of the past a smoothed value holds: a step sees few digits, and jumps. */
const MEMORY = 0.9;

/** The curves of one run, a value a step: what its charts show. */
export class Curves {
  /** Steps done, from 1. */
  readonly steps: number[] = [];
  /** Loss and share of right answers while training, smoothed. */
  readonly loss: number[] = [];
  readonly accuracy: number[] = [];
  /** Share of right answers on the test digits, where they were read. */
  readonly test: (number | null)[] = [];
  readonly #loss = new Average(MEMORY);
  readonly #accuracy = new Average(MEMORY);

  /** @param total Steps of the whole run. */
  constructor(
    readonly total: number,
    history: History = noHistory(),
  ) {
    for (const [i, loss] of history.losses.entries()) this.add(loss, history.accuracies[i]!);
    for (const {step, accuracy} of history.tests) this.tested(step, accuracy);
  }

  /** Takes in what the next step told. */
  add(loss: number, accuracy: number): void {
    this.steps.push(this.steps.length + 1);
    this.loss.push(this.#loss.add(loss));
    this.accuracy.push(this.#accuracy.add(accuracy));
    this.test.push(null);
  }

  /** Takes in how many test digits were read rightly after so many steps. */
  tested(step: number, accuracy: number): void {
    this.test[step - 1] = accuracy;
  }

  /** The last time that the test digits were read. */
  get lastTest(): number | undefined {
    return this.test.findLast(accuracy => accuracy !== null) ?? undefined;
  }
}
