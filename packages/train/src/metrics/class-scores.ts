/** How well classes are told apart; all from 0 to 1. */
export interface Scores {
  /** Share of the samples taken for the class that are of it; 0 where none was. */
  readonly precision: number;
  /** Share of the samples of the class that were taken for it; 0 where there are none. */
  readonly recall: number;
  /** Harmonic mean of both. */
  readonly f1: number;
}

/** The scores of each class and their means. */
export interface ClassScores {
  /** In the order of the classes. */
  readonly classes: readonly (Scores & {
    /** Number of samples of the class. */
    readonly support: number;
  })[];
  /** Means over the classes that occur, as labels or as answers: each class counts the same. */
  readonly macro: Scores;
  /** Means in which each class counts by its samples. Recall is the accuracy then. */
  readonly weighted: Scores;
  /** Share of the samples that were taken for what they are. */
  readonly accuracy: number;
}

/**
 * Precision, recall and F1 of a confusion matrix `[label][predicted]`, as
 * `sklearn.metrics.precision_recall_fscore_support` with `zero_division=0`.
 */
export function classScores(matrix: readonly (readonly number[])[]): ClassScores {
  const all = matrix.map((row, i) => {
    const right = row[i]!;
    const support = sum(row);
    const predicted = sum(matrix.map(other => other[i]!));
    const [precision, recall] = [share(right, predicted), share(right, support)];
    return {precision, recall, f1: share(2 * right, predicted + support), support, occurs: predicted + support > 0};
  });
  const occurring = all.filter(({occurs}) => occurs);
  const macro = (score: keyof Scores) => share(sum(occurring.map(each => each[score])), occurring.length);
  const samples = sum(all.map(({support}) => support));
  const weighted = (score: keyof Scores) => share(sum(all.map(each => each[score] * each.support)), samples);
  return {
    classes: all.map(({occurs: _, ...scores}) => scores),
    macro: {precision: macro('precision'), recall: macro('recall'), f1: macro('f1')},
    weighted: {precision: weighted('precision'), recall: weighted('recall'), f1: weighted('f1')},
    accuracy: share(sum(matrix.map((row, i) => row[i]!)), sum(matrix.map(sum))),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
