/** @typedef {import('./pytorch.mjs').Epoch} Epoch */
/** @typedef {{mean: number, least: number, most: number}} Spread over the seeds */

/**
 * What is compared, epoch by epoch.
 *
 * @type {Record<string, (epoch: Epoch) => number>}
 */
export const MEASURES = {
  'training loss': ({train}) => train.loss,
  'training accuracy': ({train}) => train.accuracy,
  'validation accuracy': ({valid}) => valid.accuracy,
};

/**
 * @typedef {object} Point
 * @property {string} measure
 * @property {number} epoch from 1
 * @property {Spread} residual
 * @property {Spread} pytorch
 * @property {boolean} overlap whether the ranges of the seeds do
 */

/**
 * Two sets of trainings beside each other, a point a measure and epoch.
 *
 * @param {{epochs: Epoch[]}[]} residual a training a seed
 * @param {{epochs: Epoch[]}[]} pytorch
 * @returns {Point[]}
 */
export function compareCurves(residual, pytorch) {
  return Object.entries(MEASURES).flatMap(([measure, of]) => {
    const [ours, theirs] = [spreads(residual, of), spreads(pytorch, of)];
    return ours.flatMap((our, i) => {
      const their = theirs[i];
      if (!their) return [];
      const overlap = our.least <= their.most && their.least <= our.most;
      return [{measure, epoch: i + 1, residual: our, pytorch: their, overlap}];
    });
  });
}

/**
 * @param {{epochs: Epoch[]}[]} trainings
 * @param {(epoch: Epoch) => number} of
 * @returns {Spread[]} an epoch each
 */
function spreads(trainings, of) {
  const epochs = trainings[0]?.epochs ?? [];
  return epochs.map((_, i) => {
    const values = trainings.flatMap(({epochs}) => (epochs[i] ? [of(epochs[i])] : []));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return {mean, least: Math.min(...values), most: Math.max(...values)};
  });
}

/**
 * The points in words, a line each.
 *
 * @param {Point[]} points
 */
export function formatPoints(points) {
  const lines = points.map(({measure, epoch, residual, pytorch, overlap}) => {
    const [ours, theirs] = [residual, pytorch].map(spread => inWords(spread, measure));
    return `${measure}, epoch ${epoch}: residual ${ours}, PyTorch ${theirs}${overlap ? '' : ', ranges apart'}`;
  });
  const overlapping = points.filter(({overlap}) => overlap).length;
  return [...lines, `The ranges of the seeds overlap at ${overlapping} of ${points.length} points.`].join('\n');
}

/**
 * @param {Spread} spread
 * @param {string} measure
 */
function inWords({mean, least, most}, measure) {
  const [a, b, c] = [mean, least, most].map(value =>
    measure.endsWith('accuracy') ? `${(100 * value).toFixed(1)} %` : value.toFixed(3),
  );
  return `${a} (${b} to ${c})`;
}
