/** The course of a run so far: what its curves are drawn from. Plain data. */
export interface History {
  /** Mean loss of each step, before its update. */
  readonly losses: number[];
  /** Share of right answers of each step, from 0 to 1. */
  readonly accuracies: number[];
  /** Share of right answers on all test digits after so many steps. */
  readonly tests: {readonly step: number; readonly accuracy: number}[];
}

/** The history of a run that has not begun. */
export function noHistory(): History {
  return {losses: [], accuracies: [], tests: []};
}
