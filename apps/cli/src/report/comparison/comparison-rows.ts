import {formatCount, formatSeconds, formatShare} from '../../output/units.js';
import type {RunFigures} from './run-figures.js';

/** Figures of runs side by side as text, a row a run; the first row is the head. */
export function comparisonRows(runs: readonly RunFigures[]): string[][] {
  return [
    ['run', 'parameters', 'images', 'epochs', 'precision', 'test', 'best', 'last', 'time', 'images/s'],
    ...runs.map(({name, parameters, images, epochs, precision, test, best, last, seconds, imagesPerSecond}) => [
      name,
      parameters === undefined ? '' : formatCount(parameters),
      images === undefined ? '' : formatCount(images),
      epochs.done === epochs.planned ? String(epochs.done) : `${epochs.done} of ${epochs.planned}`,
      precision,
      test ? formatShare(test.accuracy) : '',
      best ? `${formatShare(best.accuracy)} (${best.epoch})` : '',
      last ? formatShare(last.accuracy) : '',
      epochs.done === 0 ? '' : formatSeconds(seconds),
      imagesPerSecond === undefined ? '' : formatCount(imagesPerSecond),
    ]),
  ];
}

/** What the columns of {@link comparisonRows} mean. */
export const LEGEND: string =
  'test, best, last: accuracy on the test set, in the best validation (in epoch) and in the last one; ' +
  'time and images/s: of the training steps';

/** Rows as a table in Markdown; the first column to the left, the others to the right. */
export function markdownTable([head = [], ...body]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = `|${head.map((_, column) => (column === 0 ? '---' : '--:')).join('|')}|`;
  return [line(head), rule, ...body.map(line)].join('\n');
}
