import type {ProductSpeed} from '@residual/backend-node-gpu';
import {formatTable} from '../output/table.js';
import {formatBytes, formatCount} from '../output/units.js';
import type {Timing} from './time-steps.js';

/** Speed of a step by the ways in which it ran, the fastest first. */
export function formatTimings(timings: Readonly<Record<string, Timing>>, batch: number): string {
  const rows = Object.entries(timings)
    .sort(([, a], [, b]) => a.median - b.median)
    .map(([way, {median, least, most, steps, first}]) => [
      way,
      formatRate((1000 * batch) / median),
      median.toFixed(2),
      `${least.toFixed(2)} to ${most.toFixed(2)}`,
      String(steps),
      `${first.toFixed(1)} s`,
    ]);
  return formatTable([['', 'images/s', 'ms a step', 'spread', 'steps', 'first step'], ...rows]);
}

/** The speeds of products, and beneath them the step's share of the greatest. */
export function formatRoofline(
  peaks: Readonly<Record<string, readonly ProductSpeed[]>>,
  fractions: Readonly<Record<string, number>>,
): string {
  const precisions = Object.keys(peaks);
  const products = Object.values(peaks)[0] ?? [];
  const rows = products.map(({what}, i) => [
    what,
    ...precisions.map(precision => formatCount(peaks[precision]![i]!.gigaflops)),
  ]);
  const table = formatTable([['GFLOP/s', ...precisions], ...rows]);
  const lines = Object.entries(fractions).map(
    ([way, fraction]) => `${way}: ${(100 * fraction).toFixed(0)} % of the peak`,
  );
  return [table, '', ...lines].join('\n');
}

/** The most memory that this process has had, in bytes. */
export function peakMemory(): number {
  return process.resourceUsage().maxRSS * 1024;
}

/** `peak memory 1.2 GB` */
export function formatMemory(bytes: number): string {
  return `peak memory ${formatBytes(bytes)}`;
}

function formatRate(imagesPerSecond: number): string {
  return imagesPerSecond < 100 ? imagesPerSecond.toFixed(1) : formatCount(imagesPerSecond);
}
