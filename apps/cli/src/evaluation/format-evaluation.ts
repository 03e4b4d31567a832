import {formatFacts, formatTable} from '../output/table.js';
import {formatCount, formatShare} from '../output/units.js';
import type {ClassEvaluation} from './tally.js';

/** An evaluation as text: facts, then a table of the classes. */
export function formatEvaluation(
  {loss, accuracy, top5, correct, samples, classes}: ClassEvaluation,
  facts: Readonly<Record<string, string>>,
): string {
  const header = ['class', 'accuracy', 'correct', 'images'];
  const rows = classes.map(one => [one.name, formatShare(one.accuracy), String(one.correct), String(one.samples)]);
  return [
    formatFacts({
      ...facts,
      'test accuracy': `${formatShare(accuracy)} (${formatCount(correct)} of ${formatCount(samples)})`,
      ...(top5 !== undefined && {'among top 5': formatShare(top5)}),
      'test loss': loss.toFixed(4),
    }),
    '',
    formatTable([header, ...rows]),
  ].join('\n');
}
