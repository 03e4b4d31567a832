import {readFile} from 'node:fs/promises';
import type {EpochEvent, StartEvent, TrainEvent} from '@residual/train';
import type {RunFolder} from './folder.js';

/** What the log of a run says, its steps left out. */
export interface RunLog {
  /** Absent where nothing was done yet; of a run that went on, how it went on last. */
  readonly start: StartEvent | undefined;
  /** Those done, in order. */
  readonly epochs: readonly EpochEvent[];
}

/** Reads `log.jsonl`; a line that was cut off is left out. */
export async function readLog(folder: RunFolder): Promise<RunLog> {
  const text = await readFile(folder.log, 'utf8').catch(() => '');
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  // Most lines are steps, of which there may be a million.
  const events = lines
    .filter(line => /^\{"type":"(start|epoch)"/.test(line))
    .map(line => JSON.parse(line) as TrainEvent);
  return {
    start: events.filter(event => event.type === 'start').at(-1),
    epochs: events.filter(event => event.type === 'epoch'),
  };
}
