import type {Evaluation} from '@residual/train';
import type {TestResult} from '../../run/test-result.js';
import type {ComparedRun} from './compared-run.js';

/** The figures of a run. What is absent is not known yet. */
export interface RunFigures {
  readonly name: string;
  readonly recipe: string;
  readonly model: string;
  readonly precision: string;
  readonly parameters?: number;
  /** Training images in an epoch. */
  readonly images?: number;
  /** Done, and of how many. */
  readonly epochs: {readonly done: number; readonly planned: number};
  readonly test?: Evaluation;
  /** The best validation by accuracy, the first of equal ones, with its epoch from 1. */
  readonly best?: Evaluation & {readonly epoch: number};
  /** The validation after the last epoch that was done. */
  readonly last?: Evaluation;
  /** Of all steps of whole epochs; validation, test and pauses are not in it. */
  readonly seconds: number;
  /** Training images a second within the steps. */
  readonly imagesPerSecond?: number;
}

/** What a run comes to in figures. */
export function runFigures({name, recipe, parameters, epochs, test}: ComparedRun): RunFigures {
  const validated = epochs.flatMap(({epoch, valid}) => (valid ? [{...valid, epoch: epoch + 1}] : []));
  const best = validated.reduce<(typeof validated)[number] | undefined>(
    (best, other) => (best && best.accuracy >= other.accuracy ? best : other),
    undefined,
  );
  const last = epochs.at(-1)?.valid;
  const seconds = sum(epochs.map(epoch => epoch.seconds));
  const seen = sum(epochs.map(({train}) => train.samples));
  return {
    name,
    recipe: recipe.name,
    model: recipe.model.name,
    precision: recipe.precision,
    epochs: {done: epochs.length, planned: recipe.epochs},
    seconds,
    ...(parameters !== undefined && {parameters}),
    ...(epochs.length > 0 && {images: epochs[0]!.train.samples, imagesPerSecond: seen / seconds}),
    ...(test && {test: withoutConfusion(test)}),
    ...(best && {best}),
    ...(last && {last}),
  };
}

function withoutConfusion({confusion: _, ...test}: TestResult): Evaluation {
  return test;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
