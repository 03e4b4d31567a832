import {formatShare} from '../../output/units.js';
import type {ComparedRun} from './compared-run.js';

/** Validation accuracy as text, a row an epoch and a column a run; the first row is the head. */
export function epochRows(runs: readonly ComparedRun[]): string[][] {
  const count = Math.max(...runs.map(({epochs}) => epochs.length));
  return [
    ['epoch', ...runs.map(({name}) => name)],
    ...Array.from({length: count}, (_, i) => [
      String(i + 1),
      ...runs.map(({epochs}) => {
        const valid = epochs[i]?.valid;
        return valid ? formatShare(valid.accuracy) : '';
      }),
    ]),
  ];
}
