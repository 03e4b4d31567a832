import type {History} from './history.js';

/** A digit to show: its pixels, `[28, 28]`, 0 is paper and 255 ink, and what it is. */
export interface Digit {
  readonly pixels: Uint8Array;
  readonly label: number;
}

/** What the network takes a digit for, and how sure it is, from 0 to 1. */
export interface Reading {
  readonly label: number;
  readonly confidence: number;
}

/** What the worker tells of a run as it goes. */
export type Report =
  | {
      readonly type: 'start';
      /** What was done before, of a run that goes on. */
      readonly history: History;
      readonly epochs: number;
      /** Steps in an epoch. */
      readonly batches: number;
      readonly parameters: number;
    }
  | {
      readonly type: 'step';
      readonly loss: number;
      readonly accuracy: number;
      readonly samples: number;
      readonly seconds: number;
    }
  | {readonly type: 'tested'; readonly step: number; readonly accuracy: number}
  | {readonly type: 'read'; readonly readings: readonly Reading[]};

/** A network that is stored: its accuracy on all test digits, and what it takes the digits shown for. */
export interface Kept {
  readonly accuracy: number;
  readonly readings: readonly Reading[];
}

/**
 * How a run came to its end for now: `interrupted` can go on from what is stored, `diverged` ended because its numbers ran
 * away, and with `lost` the engine is gone, of which the page is told.
 */
export type Outcome = 'finished' | 'interrupted' | 'diverged' | 'lost';
