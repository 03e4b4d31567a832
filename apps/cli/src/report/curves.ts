import type {EpochEvent} from '@residual/train';
import type {TopLevelSpec} from 'vega-lite';

/** Epochs up to which each has a dot. */
const DOTS = 40;

const SERIES = {domain: ['training', 'validation'], range: ['#3b82f6', '#ea7317']};

/** Colours of a chart's words and lines, and what is behind it. */
export interface ChartColors {
  readonly ink: string;
  readonly background: string;
}

/** On white, for files. */
export const ON_WHITE: ChartColors = {ink: '#1f2328', background: 'white'};

/** In the colours of the page that it is put into. */
export const IN_PAGE: ChartColors = {ink: 'currentColor', background: 'transparent'};

/** Loss and accuracy by epoch, in training and in validation, as a Vega-Lite chart. */
export function curves(epochs: readonly EpochEvent[], {ink, background}: ChartColors): TopLevelSpec {
  const values = epochs.flatMap(({epoch, train, valid}) => [
    {epoch: epoch + 1, series: 'training', loss: train.loss, accuracy: train.accuracy},
    ...(valid ? [{epoch: epoch + 1, series: 'validation', loss: valid.loss, accuracy: valid.accuracy}] : []),
  ]);
  const panel = (field: 'loss' | 'accuracy', format: string) => ({
    title: field,
    width: 340,
    height: 220,
    mark: {type: 'line', point: epochs.length <= DOTS, strokeWidth: 2} as const,
    encoding: {
      x: {
        field: 'epoch',
        type: 'quantitative',
        scale: {nice: false, zero: false},
        axis: {tickMinStep: 1, format: 'd', grid: false},
      },
      y: {field, type: 'quantitative', scale: {zero: false}, axis: {title: null, format}},
      color: {
        field: 'series',
        type: 'nominal',
        scale: SERIES,
        legend: {title: null, orient: 'top', symbolType: 'stroke', symbolStrokeWidth: 2},
      },
    } as const,
  });
  return {
    data: {values},
    background,
    spacing: 48,
    hconcat: [panel('loss', '~g'), panel('accuracy', '~%')],
    config: {
      font: 'system-ui, sans-serif',
      title: {color: ink, anchor: 'start', fontSize: 14},
      axis: {
        ...{labelColor: ink, titleColor: ink, domainColor: ink, tickColor: ink, gridColor: ink},
        ...{gridOpacity: 0.15, domainOpacity: 0.4, tickOpacity: 0.4, labelFontSize: 11},
      },
      legend: {labelColor: ink, labelFontSize: 12},
      view: {stroke: null},
    },
  };
}
