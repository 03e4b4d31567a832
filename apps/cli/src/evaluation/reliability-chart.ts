import type {Calibration} from '@residual/train';
import type {TopLevelSpec} from 'vega-lite';
import {formatShare} from '../output/units.js';

/** Bins of the confidence, as `calibration` has them. */
const BINS = 15;

/**
 * A reliability diagram as a Vega-Lite chart (Guo et al. 2017): how often answers of about the same confidence were right.
 * Bars on the diagonal are honest, below it too sure; the dots below say how many answers each bar stands for.
 */
export function reliabilityChart({error, bins}: Calibration): TopLevelSpec {
  const total = bins.reduce((sum, {samples}) => sum + samples, 0);
  const values = bins.map(({confidence, accuracy, samples}) => {
    const bin = Math.min(BINS - 1, Math.max(0, Math.ceil(confidence * BINS) - 1));
    return {from: bin / BINS, to: (bin + 1) / BINS, confidence, accuracy, share: samples / total};
  });
  const x = {field: 'from', type: 'quantitative' as const, scale: {domain: [0, 1]}, axis: {format: '.0%', title: null}};
  const percent = (title: string) => ({format: '.0%', title});
  return {
    title: {text: `Calibration error ${formatShare(error)}`, anchor: 'start'},
    vconcat: [
      {
        width: 320,
        height: 320,
        layer: [
          {
            data: {values},
            mark: {type: 'rect', color: '#4c78a8', stroke: 'white'},
            encoding: {
              x,
              x2: {field: 'to'},
              y: {field: 'accuracy', type: 'quantitative', scale: {domain: [0, 1]}, axis: percent('right')},
              y2: {datum: 0},
            },
          },
          {
            data: {values: [{at: 0}, {at: 1}]},
            mark: {type: 'line', color: '#888', strokeDash: [4, 4]},
            encoding: {x: {field: 'at', type: 'quantitative'}, y: {field: 'at', type: 'quantitative'}},
          },
          {
            data: {values},
            mark: {type: 'point', color: '#e45756', filled: true, size: 30},
            encoding: {
              x: {field: 'confidence', type: 'quantitative'},
              y: {field: 'accuracy', type: 'quantitative'},
            },
          },
        ],
      },
      {
        width: 320,
        height: 80,
        data: {values},
        mark: {type: 'rect', color: '#bbb', stroke: 'white'},
        encoding: {
          x: {...x, axis: percent('probability of the answer')},
          x2: {field: 'to'},
          y: {field: 'share', type: 'quantitative', axis: percent('of the answers')},
          y2: {datum: 0},
        },
      },
    ],
  };
}
