import type {EpochEvent} from '@residual/train';
import type {TopLevelSpec} from 'vega-lite';
import {type ChartColors, lossAndAccuracy} from './panels.js';

const SERIES = {domain: ['training', 'validation'], range: ['#3b82f6', '#ea7317']};

/** Loss and accuracy by epoch, in training and in validation, as a Vega-Lite chart. */
export function curves(epochs: readonly EpochEvent[], colors: ChartColors): TopLevelSpec {
  const values = epochs.flatMap(({epoch, train, valid}) => [
    {epoch: epoch + 1, series: 'training', loss: train.loss, accuracy: train.accuracy},
    ...(valid ? [{epoch: epoch + 1, series: 'validation', loss: valid.loss, accuracy: valid.accuracy}] : []),
  ]);
  return lossAndAccuracy(values, {titles: {loss: 'loss', accuracy: 'accuracy'}, series: SERIES, colors});
}
