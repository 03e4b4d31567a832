import {MEASURES} from './compare.mjs';

/** @typedef {import('../chart.mjs').Spec} Spec */

const SIDES = {domain: ['PyTorch', 'residual'], range: ['#ee4c2c', '#1f5fa8']};

/**
 * Both curves of every measure in one picture: lines are means over the seeds, bands reach from the least to the most.
 *
 * @param {{title: string, subtitle: string, points: import('./compare.mjs').Point[]}} options
 * @returns {Spec}
 */
export function curvesChart({title, subtitle, points}) {
  const values = points.flatMap(({measure, epoch, residual, pytorch}) => [
    {measure, epoch, side: 'PyTorch', ...pytorch},
    {measure, epoch, side: 'residual', ...residual},
  ]);
  return /** @type {Spec} */ ({
    title: {text: title, subtitle, anchor: 'start', offset: 12},
    background: 'white',
    spacing: 40,
    data: {values},
    hconcat: Object.keys(MEASURES).map(panel),
    config: {view: {stroke: null}, font: 'sans-serif', axis: {gridOpacity: 0.4}},
  });
}

/** @param {string} measure */
function panel(measure) {
  const format = measure.endsWith('accuracy') ? '~%' : '~g';
  const y = {type: 'quantitative', scale: {zero: false}, axis: {title: null, format}};
  return {
    title: measure,
    width: 250,
    height: 220,
    transform: [{filter: {field: 'measure', equal: measure}}],
    encoding: {
      x: {field: 'epoch', type: 'quantitative', scale: {nice: false}, axis: {tickMinStep: 1, format: 'd', grid: false}},
      color: {
        field: 'side',
        type: 'nominal',
        scale: SIDES,
        legend: {title: null, orient: 'top', symbolType: 'stroke', symbolOpacity: 1, symbolStrokeWidth: 2},
      },
    },
    layer: [
      {
        mark: {type: 'area', opacity: 0.18},
        encoding: {y: {...y, field: 'least'}, y2: {field: 'most'}},
      },
      {mark: {type: 'line', point: true, strokeWidth: 2}, encoding: {y: {...y, field: 'mean'}}},
    ],
  };
}
