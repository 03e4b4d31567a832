import {formatFacts, formatTable} from '../output/table.js';
import {formatCount, formatShare} from '../output/units.js';
import type {ClassEvaluation} from './evaluate-classes.js';

/** Most confused pairs that are printed; `--json` has all. */
const PAIRS = 5;

/** An evaluation as text: facts, a table of the classes, what was taken for what. */
export function formatEvaluation(
  evaluation: ClassEvaluation,
  {facts, width}: {facts: Readonly<Record<string, string>>; width: number},
): string {
  const matrix = formatConfusion(evaluation, {width});
  return [
    formatFacts({...facts, ...figuresOf(evaluation)}),
    formatTable([['class', 'precision', 'recall', 'F1', 'correct', 'images'], ...rowsOf(evaluation)]),
    ...(matrix === undefined ? [] : [matrix]),
    ...(evaluation.confused.length > 0 ? [formatPairs(evaluation)] : []),
  ].join('\n\n');
}

/** The figures of a whole evaluation, by their names. */
export function figuresOf({
  accuracy,
  correct,
  samples,
  top5,
  loss,
  calibration,
  brier,
}: ClassEvaluation): Record<string, string> {
  return {
    accuracy: `${formatShare(accuracy)} (${formatCount(correct)} of ${formatCount(samples)})`,
    ...(top5 !== undefined && {'among top 5': formatShare(top5)}),
    loss: loss.toFixed(4),
    'calibration error': formatShare(calibration.error),
    'Brier score': brier.toFixed(4),
  };
}

function rowsOf({classes, macro, weighted, correct, samples}: ClassEvaluation): string[][] {
  const row = (name: string, scores: typeof macro, counts: readonly number[]) => [
    name,
    ...[scores.precision, scores.recall, scores.f1].map(formatShare),
    ...counts.map(String),
  ];
  return [
    ...classes.map(({name, correct, samples, ...scores}) => row(name, scores, [correct, samples])),
    row('mean', macro, [correct, samples]),
    row('weighted by images', weighted, [correct, samples]),
  ];
}

function formatPairs({confused}: ClassEvaluation): string {
  const pairs = confused.slice(0, PAIRS);
  return formatTable([
    ['most confused', 'taken for', 'images'],
    ...pairs.map(({name, takenFor, count}) => [name, takenFor, String(count)]),
  ]);
}

/** Letters of a class's name above its column: as many as fit. */
const HEADS = [8, 7, 6, 5, 4, 3];

/** The confusion matrix, a row a class; undefined where it does not fit into so many characters. */
function formatConfusion({classes, confusion}: ClassEvaluation, {width}: {width: number}): string | undefined {
  if (classes.length !== confusion.length) return undefined;
  const names = classes.map(({name}) => name);
  const cells = confusion.map(row => row.map(count => (count === 0 ? '·' : String(count))));
  const widest = Math.max(...cells.flat().map(({length}) => length));
  const title = 'is \\ taken for';
  const nameWidth = Math.max(title.length, ...names.map(({length}) => length));
  const cellWidth = (head: number) => Math.max(widest, ...names.map(({length}) => Math.min(head, length)));
  const head = HEADS.find(head => nameWidth + names.length * (cellWidth(head) + 2) <= width);
  if (head === undefined) return undefined;
  const line = (name: string, row: readonly string[]) =>
    [name.padEnd(nameWidth), ...row.map(cell => cell.padStart(cellWidth(head)))].join('  ');
  const header = line(
    title,
    names.map(name => name.slice(0, head)),
  );
  return [header, ...cells.map((row, i) => line(names[i]!, row))].join('\n');
}
