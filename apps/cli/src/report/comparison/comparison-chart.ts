import type {TopLevelSpec} from 'vega-lite';
import {type ChartColors, lossAndAccuracy} from '../panels.js';
import type {ComparedRun} from './compared-run.js';

/** Validation loss and accuracy by epoch, a line a run, as a Vega-Lite chart. */
export function comparisonChart(runs: readonly ComparedRun[], colors: ChartColors): TopLevelSpec {
  const values = runs.flatMap(({name, epochs}) =>
    epochs.flatMap(({epoch, valid}) =>
      valid ? [{epoch: epoch + 1, series: name, loss: valid.loss, accuracy: valid.accuracy}] : [],
    ),
  );
  return lossAndAccuracy(values, {
    titles: {loss: 'validation loss', accuracy: 'validation accuracy'},
    series: {domain: runs.map(({name}) => name)},
    colors,
  });
}
