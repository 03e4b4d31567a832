import type {GradientNorm} from '@residual/train';
import {formatFigure} from '../output/units.js';
import type {NetworkGradients} from './measure.js';

/** Numbers that differ by less are called about equal. */
const ABOUT = 2;

/**
 * What the figures show, in words: for each network how the gradient of its first layer compares with that of its last,
 * and how the first layers of the first two networks compare.
 */
export function conclusion(networks: readonly NetworkGradients[]): string {
  const sentences = networks.map(({title, gradients}) => `In ${title}, ${firstAndLast(gradients)}.`);
  const [one, other] = networks;
  if (one && other) sentences.push(`${between(one, other)}.`);
  return sentences.join(' ');
}

function firstAndLast(layers: readonly GradientNorm[]): string {
  const [first, last] = [layers[0]!, layers.at(-1)!];
  const comparison = compare(first.gradient, last.gradient);
  return `the gradient of the first layer (${first.name}) is ${comparison} that of the last (${last.name})`;
}

function between(one: NetworkGradients, other: NetworkGradients): string {
  const [a, b] = [one.gradients[0]!.gradient, other.gradients[0]!.gradient];
  return `At the first layer, the gradient of ${one.title} is ${compare(a, b)} that of ${other.title}`;
}

/** `3.1 times as long as`, `2,400 times shorter than`, to be followed by what it is compared with. */
function compare(a: number, b: number): string {
  const factor = a / b;
  if (!Number.isFinite(factor) || factor === 0) return `${formatFigure(a)}, against ${formatFigure(b)} for`;
  if (factor < ABOUT && factor > 1 / ABOUT) return `about as long (${factor.toFixed(2)} times) as`;
  return factor > 1 ? `${formatFactor(factor)} times as long as` : `${formatFactor(1 / factor)} times shorter than`;
}

/** Two digits count: `2.3`, `3,100`, `310 million`. */
function formatFactor(factor: number): string {
  const rounded = Number(factor.toPrecision(2));
  if (rounded >= 1e15) return rounded.toExponential(1);
  if (rounded >= 1e6)
    return new Intl.NumberFormat('en-US', {notation: 'compact', compactDisplay: 'long'}).format(rounded);
  return rounded.toLocaleString('en-US');
}
