import {formatFacts, formatTable} from '../output/table.js';
import {formatCount, formatShare} from '../output/units.js';
import type {ClassEvaluation} from './evaluate-classes.js';

/** An evaluation as text: facts, then a table of the classes. */
export function formatEvaluation(
  {loss, accuracy, top5, correct, samples, classes}: ClassEvaluation,
  facts: Readonly<Record<string, string>>,
): string {
  const header = ['class', 'precision', 'recall', 'F1', 'correct', 'images'];
  const rows = classes.map(({name, precision, recall, f1, correct, samples}) => [
    name,
    ...[precision, recall, f1].map(formatShare),
    ...[correct, samples].map(String),
  ]);
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
