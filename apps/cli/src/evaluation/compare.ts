import {mcnemar} from '@residual/train';
import {CliError} from '../errors.js';
import {formatTable} from '../output/table.js';
import {formatCount, formatShare} from '../output/units.js';
import type {Evaluated} from './evaluate-classes.js';
import {figuresOf} from './format-evaluation.js';
import type {Answered} from './predictions.js';
import type {Subject} from './subject.js';

/** A network that was evaluated, under a name. */
export interface Contestant extends Evaluated {
  readonly name: string;
}

/** How two networks differ on the same images. */
export interface Comparison {
  readonly first: string;
  readonly second: string;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** How likely equally good networks differ at least so much: McNemar's exact test. */
  readonly p: number;
}

/** Throws CliError `IMAGES_DIFFER` where subjects that are to be compared are not about the same images. */
export function assertSameImages([first, ...others]: readonly Subject[]): void {
  for (const {name, images, origin} of others) {
    const isSame =
      JSON.stringify(origin) === JSON.stringify(first!.origin) &&
      String(images.labels) === String(first!.images.labels) &&
      String(images.classes) === String(first!.images.classes);
    if (isSame) continue;
    throw new CliError(`${first!.name} and ${name} are about different images.`, {
      code: 'IMAGES_DIFFER',
      exit: 'usage',
      mend: 'Compare runs on one data set, held out alike; or evaluate all on the same folder by --images.',
    });
  }
}

/** Compares the first network with each other one, on the same images. */
export function compare([first, ...others]: readonly [Contestant, ...Contestant[]]): Comparison[] {
  const isRight = ({label, predicted}: Answered) => label === predicted;
  return others.map(other => {
    const count = (a: readonly Answered[], b: readonly Answered[]) =>
      a.filter((answer, i) => isRight(answer) && !isRight(b[i]!)).length;
    const onlyFirst = count(first.answers, other.answers);
    const onlySecond = count(other.answers, first.answers);
    return {first: first.name, second: other.name, onlyFirst, onlySecond, p: mcnemar({onlyFirst, onlySecond})};
  });
}

/** Figures side by side, the recall of each class, and what the comparisons say. */
export function formatComparisons(contestants: readonly Contestant[], comparisons: readonly Comparison[]): string {
  const figures = contestants.map(({evaluation}) => figuresOf(evaluation));
  const labels = Object.keys(figures[0]!);
  const table = [
    ['', ...contestants.map(({name}) => name)],
    ...labels.map(label => [label, ...figures.map(figure => figure[label] ?? '')]),
    ...contestants[0]!.evaluation.classes.map(({name}, i) => [
      `F1 of ${name}`,
      ...contestants.map(({evaluation}) => formatShare(evaluation.classes[i]!.f1)),
    ]),
  ];
  return [formatTable(table), ...comparisons.map(inWords)].join('\n\n');
}

function inWords({first, second, onlyFirst, onlySecond, p}: Comparison): string {
  const counts = `${formatCount(onlyFirst)} images only ${first} gets right, ${formatCount(onlySecond)} only ${second}`;
  const chance = `p = ${p < 0.0001 ? p.toExponential(1) : p.toFixed(4)} by McNemar's test`;
  return `${counts}: ${p < 0.05 ? 'more than chance' : 'chance may be all of it'} (${chance}).`;
}
