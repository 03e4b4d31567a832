import type {TrainEvent} from '@residual/train';

/**
 * What the page tells the worker. `load` comes first, with the query of the page's address, which may choose the engine.
 * `start` begins a new run, from new random weights.
 */
export type Command =
  | {type: 'load'; search: string}
  | {type: 'start'; seed: number}
  | {type: 'pause'}
  | {type: 'resume'};

/** A digit to show: its pixels, `[28, 28]`, 0 is paper and 255 ink, and what it is. */
export interface Digit {
  pixels: Uint8Array;
  label: number;
}

/** What the network takes a digit for, and how sure it is, from 0 to 1. */
export interface Reading {
  label: number;
  confidence: number;
}

/** What the worker tells the page. */
export type Report =
  | {type: 'ready'; engine: string; parameters: number; digits: Digit[]}
  | {type: 'event'; event: TrainEvent}
  | {type: 'tested'; step: number; accuracy: number}
  | {type: 'read'; readings: Reading[]}
  | {type: 'failed'; message: string};
