import type {TopLevelSpec} from 'vega-lite';
import {isDrawable} from '../chart/log-bars.js';
import type {NetworkGradients} from './measure.js';
import {mergeNames} from './merge-names.js';

/** Pixels between two layers, where there are few and where there are many. */
const SPACING = {widest: 28, narrowest: 8};

/** Pixels between two names below which some are left out. */
const READABLE = 11;

/** Pixels across which layers are spread, as far as their spacing allows. */
const WIDTH = 720;

/** The gradients of the layers as a Vega-Lite chart: the layers from left to right, a line a network, logarithmic. */
export function gradientChart(networks: readonly NetworkGradients[], {subject}: {subject: string}): TopLevelSpec {
  const layers = mergeNames(networks.map(({gradients}) => gradients.map(({name}) => name)));
  const spacing = Math.min(SPACING.widest, Math.max(SPACING.narrowest, WIDTH / layers.length));
  const values = networks.flatMap(({title, gradients}) =>
    gradients
      .filter(({gradient}) => isDrawable(gradient))
      .map(({name, gradient}) => ({network: title, layer: name, gradient})),
  );
  return {
    data: {values},
    title: {text: 'Length of the gradient of each layer', subtitle: subject, anchor: 'start'},
    width: Math.round(spacing * layers.length),
    height: 260,
    mark: {type: 'line', point: {size: 30}, strokeWidth: 1.5},
    encoding: {
      x: {
        field: 'layer',
        type: 'nominal',
        scale: {domain: layers},
        axis: {
          title: 'layer, from the image to the answer',
          labelAngle: -60,
          labelOverlap: spacing < READABLE && 'greedy',
          labelFontSize: 9,
        },
      },
      y: {
        field: 'gradient',
        type: 'quantitative',
        scale: {type: 'log'},
        axis: {title: 'L2 norm of the gradient, logarithmic', format: '.0e', values: powersOfTen(values)},
      },
      color: {
        field: 'network',
        type: 'nominal',
        scale: {domain: networks.map(({title}) => title)},
        legend: {title: null, orient: 'top', labelLimit: 400},
      },
    },
  };
}

/** At most so many lines across the chart, and one more. */
const LINES = 12;

/** Powers of ten from below all values to above them. */
function powersOfTen(values: readonly {gradient: number}[]): number[] {
  const logs = values.map(({gradient}) => Math.log10(gradient));
  const [least, most] = [Math.floor(Math.min(...logs)), Math.ceil(Math.max(...logs))];
  const step = Math.max(1, Math.ceil((most - least) / LINES));
  return Array.from({length: Math.floor((most - least) / step) + 1 || 0}, (_, i) => 10 ** (least + i * step));
}
