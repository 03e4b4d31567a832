import type {RunSteps, StoredRun} from '../../../storage/runs.js';
import {Average} from '../../../ui/average.js';

/** What a chart goes by, from left to right. */
export type Axis = 'epoch' | 'step';

/** What a chart shows. */
export type Figure = 'loss' | 'accuracy' | 'learningRate' | 'imagesPerSecond';

/** Every figure, in the order of the page. */
export const FIGURES: readonly Figure[] = ['loss', 'accuracy', 'learningRate', 'imagesPerSecond'];

/** A curve of a run. */
export interface Line {
  /** Whether it is of the validation; else of training, or of neither. */
  readonly valid: boolean;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** How much of the past a smoothed value holds: a step sees few images, and jumps. */
const MEMORY = 0.9;

/**
 * The curves of a run for a chart: one, or of loss and accuracy also that of the validation. By step, training is smoothed;
 * where the steps are not known, its values of the epochs stand there.
 */
export function linesOf({epochs, steps}: StoredRun, {figure, axis}: {figure: Figure; axis: Axis}): Line[] {
  const x = epochs.map(({epoch, step}) => (axis === 'epoch' ? epoch : step));
  if (figure === 'learningRate' || figure === 'imagesPerSecond') {
    if (axis === 'step' && steps) return [byStep(steps, figure)];
    const rate = figure === 'learningRate';
    return [
      {valid: false, x, y: epochs.map(({learningRate, samples, seconds}) => (rate ? learningRate : samples / seconds))},
    ];
  }
  const train =
    axis === 'step' && steps ? byStep(steps, figure) : {valid: false, x, y: epochs.map(({train}) => train[figure])};
  const validated = epochs.flatMap(({valid}, i) => (valid ? [{x: x[i]!, y: valid[figure]}] : []));
  if (validated.length === 0) return [train];
  return [train, {valid: true, x: validated.map(({x}) => x), y: validated.map(({y}) => y)}];
}

function byStep(steps: RunSteps, figure: Figure): Line {
  const average = new Average(figure === 'learningRate' ? 0 : MEMORY);
  return {valid: false, x: [...steps.step], y: Array.from(steps[figure], value => average.add(value))};
}
