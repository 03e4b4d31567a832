import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import type {Dataset} from '@residual/data';
import {writeAtomic} from '@residual/train/node';
import {writeChart} from '../chart/write-chart.js';
import {formatCsv} from '../output/csv.js';
import {confusionChart} from './confusion-chart.js';
import type {Evaluated} from './evaluate-classes.js';
import {mistakesSheet} from './mistakes-sheet.js';
import type {Answered} from './predictions.js';
import {reliabilityChart} from './reliability-chart.js';

/** What is written of an evaluation. */
interface WriteOptions extends Evaluated {
  /** The images that were evaluated, uint8. */
  readonly images: Dataset;
  /** What `--json` prints. */
  readonly result: unknown;
}

/**
 * Writes an evaluation into a folder: `metrics.json`, `predictions.csv`, `confusion.csv`, `confusion.svg`, `reliability.svg`
 * and, where there are mistakes, `mistakes.png`. Files of these names are replaced.
 */
export async function writeEvaluation(dir: string, {evaluation, answers, images, result}: WriteOptions): Promise<void> {
  const {classes} = images;
  const {confusion, calibration} = evaluation;
  await mkdir(dir, {recursive: true});
  const write = (name: string, content: string | Uint8Array) => writeAtomic(join(dir, name), content);
  await write('metrics.json', `${JSON.stringify(result, undefined, 2)}\n`);
  await write('predictions.csv', formatCsv(predictionRows(answers, images)));
  const named = confusion.map((row, i) => [classes[i] ?? String(i), ...row]);
  await write('confusion.csv', formatCsv([['is \\ taken for', ...named.map(([name]) => name!)], ...named]));
  await writeChart(
    join(dir, 'confusion.svg'),
    confusionChart(
      confusion,
      named.map(([name]) => String(name)),
    ),
  );
  await writeChart(join(dir, 'reliability.svg'), reliabilityChart(calibration));
  const mistakes = await mistakesSheet(answers, images);
  if (mistakes) await write('mistakes.png', mistakes);
}

/** A row an image: its number and its file where it has one, class, answer, figures, and the probability of each class. */
function predictionRows(answers: readonly Answered[], {classes, files}: Dataset): (string | number)[][] {
  const nameOf = (label: number) => classes[label] ?? String(label);
  const outputs = answers[0]!.probabilities?.length ?? 0;
  const header = [
    ...['image', ...(files ? ['file'] : []), 'class', 'predicted', 'correct', 'score', 'loss'],
    ...Array.from({length: outputs}, (_, i) => `p(${nameOf(i)})`),
  ];
  const rows = answers.map(({index, label, predicted, score, loss, probabilities = []}) => [
    ...[index, ...(files ? [files[index]!] : []), nameOf(label), nameOf(predicted)],
    ...[label === predicted ? 1 : 0, short(score), short(loss), ...Array.from(probabilities, short)],
  ]);
  return [header, ...rows];
}

/** As many digits as float32 has. */
function short(value: number): number {
  return Number(value.toPrecision(7));
}
