import type {Evaluation} from '@residual/train';
import type {Colors} from '../output/output.js';
import {formatFacts} from '../output/table.js';
import {formatCount, formatSeconds, formatShare} from '../output/units.js';
import {type RunFolder, referenceTo} from '../run/folder.js';

/** What a finished training reached. */
export interface TrainResult {
  readonly test: Evaluation;
  readonly epochs: number;
  /** Whether it ended before its last epoch, because the validation got no better. */
  readonly stopped?: boolean;
  /** Wall time of this session's training, evaluation included. */
  readonly seconds: number;
  /** Training images a second within the steps; undefined where there were none. */
  readonly imagesPerSecond?: number;
}

/** The result as a table, and the commands that come next. */
export function formatResult(
  {test, epochs, stopped, seconds, imagesPerSecond}: TrainResult,
  {folder, colors}: {folder: RunFolder; colors: Colors},
): string {
  const reference = referenceTo(folder);
  const images = `${formatCount(test.correct)} of ${formatCount(test.samples)}`;
  return [
    formatFacts({
      'test accuracy': `${colors.bold(colors.green(formatShare(test.accuracy)))} (${images})`,
      'test loss': test.loss.toFixed(4),
      epochs: stopped ? `${epochs}, as the validation got no better` : String(epochs),
      'wall time': formatSeconds(seconds),
      ...(imagesPerSecond === undefined ? {} : {speed: `${formatCount(imagesPerSecond)} images/s`}),
      run: folder.path,
      report: folder.report,
    }),
    '',
    'Next:',
    `  residual eval ${reference}                accuracy of each class`,
    `  residual predict ${reference} IMAGE.png   classify a picture`,
  ].join('\n');
}
