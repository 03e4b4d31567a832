import {formatShare} from '../output/units.js';

/** A class with its probability. */
interface Ranked {
  readonly name: string;
  readonly score: number;
}

/** What is printed of a picture: its classes by falling score, at least one. */
interface Answer {
  readonly file: string;
  readonly inverted: boolean;
  readonly top: readonly Ranked[];
}

/** How answers are printed, one after another as they come. */
export interface Style {
  /** Stands above all of them, if anything does. */
  readonly header?: string;
  line(answer: Answer): string;
}

/** What decides the columns of a table before its first line is known. */
interface Columns {
  readonly files: readonly string[];
  readonly classes: readonly string[];
  /** Classes shown of each picture. */
  readonly top: number;
}

/** Letters of a file's name for which columns are made wider; longer ones shift their line. */
const WIDEST = 60;

const longest = (texts: readonly string[]): number => texts.reduce((width, {length}) => Math.max(width, length), 0);

/** Aligned columns: the file, then classes and scores. */
export function tableStyle({files, classes, top}: Columns): Style {
  const fileWidth = Math.min(WIDEST, Math.max(4, longest(files)));
  const classWidth = Math.max(5, longest(classes));
  const row = (file: string, cells: readonly (readonly [name: string, score: string])[], note = '') =>
    [file.padEnd(fileWidth), ...cells.flatMap(([name, score]) => [name.padEnd(classWidth), score.padStart(8)]), note]
      .join('  ')
      .trimEnd();
  const heads = Array.from(
    {length: Math.min(top, classes.length)},
    (_, i) => [i === 0 ? 'class' : 'next', 'score'] as const,
  );
  return {
    header: row('file', heads),
    line: ({file, inverted, top}) =>
      row(
        file,
        top.map(({name, score}) => [name, formatShare(score)]),
        inverted ? 'inverted: its background is light' : '',
      ),
  };
}

/** The line of the fourth notebook: `this picture might be: dog , score: 1.0`. */
export function notebookStyle(): Style {
  return {
    line({top: [first]}) {
      const score = Math.round(first!.score * 1000) / 1000;
      // As Python writes a float.
      return `this picture might be: ${first!.name} , score: ${Number.isInteger(score) ? score.toFixed(1) : score}`;
    },
  };
}
