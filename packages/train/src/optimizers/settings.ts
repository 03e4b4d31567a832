import {TrainError} from '../errors.js';

/** Checks settings that are numbers from 0. */
export function requireNotNegative(optimizer: string, settings: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(settings)) {
    if (value >= 0 && Number.isFinite(value)) continue;
    throw new TrainError('BAD_OPTION', `expected ${name} of ${optimizer} to be a number from 0, got ${value}`);
  }
}

/** Checks settings that are shares: how much of the past an average keeps. */
export function requireShares(optimizer: string, settings: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(settings)) {
    if (value >= 0 && value < 1) continue;
    throw new TrainError('BAD_OPTION', `expected ${name} of ${optimizer} to be from 0 to below 1, got ${value}`);
  }
}
