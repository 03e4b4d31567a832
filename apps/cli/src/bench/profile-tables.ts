import type {StepProfile} from '@residual/backend-node-gpu';
import {formatTable} from '../output/table.js';

/** The time of some operations together. */
export interface ProfileShare {
  readonly name: string;
  readonly count: number;
  readonly milliseconds: number;
  /** Of the time of all operations, from 0 to 1. */
  readonly share: number;
}

/** Under what a profile's operations can be added up. */
export type ProfileKey = 'operation' | 'layer';

/** Operations that belong to no layer: sums of gradients where a network forks, and what lies between layers. */
const NO_LAYER = '(between layers)';

/** Adds a profile's operations up, the longest first. */
export function sharesOf({operations}: StepProfile, key: ProfileKey): ProfileShare[] {
  const total = operations.reduce((sum, {duration}) => sum + duration, 0);
  const sums = new Map<string, {count: number; duration: number}>();
  for (const operation of operations) {
    const name = operation[key] ?? NO_LAYER;
    const {count, duration} = sums.get(name) ?? {count: 0, duration: 0};
    sums.set(name, {count: count + 1, duration: duration + operation.duration});
  }
  return [...sums]
    .map(([name, {count, duration}]) => ({name, count, milliseconds: duration / 1000, share: duration / total}))
    .sort((a, b) => b.milliseconds - a.milliseconds);
}

/** Lines of each table. */
const ROWS = 20;

/** Both tables, the longest lines of each. */
export function formatProfile(
  byOperation: readonly ProfileShare[],
  byLayer: readonly ProfileShare[],
  milliseconds: number,
): string {
  const total = totalOf(byOperation);
  return [
    `${milliseconds.toFixed(1)} ms a step; ${total.count} operations of ${total.milliseconds.toFixed(1)} ms, some at the same time`,
    '',
    formatShares(byOperation, 'operation', ROWS),
    '',
    formatShares(byLayer, 'layer', ROWS),
  ].join('\n');
}

/** The shares as a table, of which the rest is one line. */
function formatShares(shares: readonly ProfileShare[], heading: string, rows: number): string {
  const rest = shares.slice(rows);
  const shown = shares.slice(0, rows);
  if (rest.length > 0) shown.push({name: `${rest.length} more`, ...totalOf(rest)});
  const lines = shown.map(({name, count, milliseconds, share}) => [
    name,
    String(count),
    milliseconds.toFixed(2),
    `${(100 * share).toFixed(1)} %`,
  ]);
  return formatTable([[heading, 'count', 'ms', 'share'], ...lines]);
}

function totalOf(shares: readonly ProfileShare[]): Omit<ProfileShare, 'name'> {
  const sum = (of: 'count' | 'milliseconds' | 'share') => shares.reduce((total, share) => total + share[of], 0);
  return {count: sum('count'), milliseconds: sum('milliseconds'), share: sum('share')};
}
