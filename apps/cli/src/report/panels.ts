import type {TopLevelSpec} from 'vega-lite';

/** Epochs up to which each has a dot. */
const DOTS = 40;

/** Colours of a chart's words and lines, and what is behind it. */
export interface ChartColors {
  readonly ink: string;
  readonly background: string;
}

/** On white, for files. */
export const ON_WHITE: ChartColors = {ink: '#1f2328', background: 'white'};

/** In the colours of the page that it is put into. */
export const IN_PAGE: ChartColors = {ink: 'currentColor', background: 'transparent'};

/** A point of a line: loss and accuracy of an epoch, counted from 1. */
export interface CurvePoint {
  readonly epoch: number;
  readonly series: string;
  readonly loss: number;
  readonly accuracy: number;
}

interface PanelsOptions {
  /** Above the two panels. */
  readonly titles: {readonly loss: string; readonly accuracy: string};
  /** The lines in the order of the legend, and their colours, if they are to have certain ones. */
  readonly series: {readonly domain: readonly string[]; readonly range?: readonly string[]};
  readonly colors: ChartColors;
}

/** Loss and accuracy by epoch beside each other, a line a series, as a Vega-Lite chart. */
export function lossAndAccuracy(
  values: readonly CurvePoint[],
  {titles, series: {domain, range}, colors: {ink, background}}: PanelsOptions,
): TopLevelSpec {
  const epochs = Math.max(...values.map(({epoch}) => epoch));
  const panel = (field: 'loss' | 'accuracy', format: string) =>
    ({
      title: titles[field],
      width: 340,
      height: 220,
      mark: {type: 'line', point: epochs <= DOTS, strokeWidth: 2} as const,
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
          scale: {domain: [...domain], ...(range && {range: [...range]})},
          legend: {
            title: null,
            orient: 'top',
            columns: domain.length > 3 ? 2 : domain.length,
            symbolType: 'stroke',
            symbolStrokeWidth: 2,
            labelLimit: 320,
          },
        },
      },
    }) as const;
  return {
    data: {values: [...values]},
    background,
    spacing: 48,
    hconcat: [panel('loss', '~g'), panel('accuracy', '~%')],
    config: {
      font: 'system-ui, sans-serif',
      title: {color: ink, anchor: 'start', frame: 'group', offset: 10, fontSize: 14},
      axis: {
        ...{labelColor: ink, titleColor: ink, domainColor: ink, tickColor: ink, gridColor: ink},
        ...{gridOpacity: 0.15, domainOpacity: 0.4, tickOpacity: 0.4, labelFontSize: 11},
      },
      legend: {labelColor: ink, labelFontSize: 12},
      view: {stroke: null},
    },
  };
}
