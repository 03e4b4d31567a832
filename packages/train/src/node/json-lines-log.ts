import {appendFileSync, closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import type {TrainingState} from '../checkpoint/state.js';
import {TrainError} from '../errors.js';
import type {TrainEvent} from '../events.js';
import {explain, isMissing} from './file-errors.js';

/** Settings of `jsonLinesLog`. */
export interface JsonLinesLogOptions {
  /** The state of the checkpoint that the run goes on from. What the log says of later steps is dropped. */
  resume?: Pick<TrainingState, 'step' | 'epoch'>;
}

/** A log of events, one JSON object a line. */
export interface JsonLinesLog {
  /** Appends one line at once, so that a killed process loses none that it wrote. */
  write(event: TrainEvent): void;
  close(): void;
}

/**
 * Opens a log to append to; makes it, and its folder, when needed. A line that a killed process left unfinished is
 * dropped. With `resume`, so are the events that the resumed run will give again: the log then reads as if there had
 * been no break.
 *
 * @throws TrainError `LOG_NOT_WRITTEN`, also from `write`
 */
export function jsonLinesLog(path: string, {resume}: JsonLinesLogOptions = {}): JsonLinesLog {
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      throw new TrainError('LOG_NOT_WRITTEN', `the log ${path} could not be written: ${explain(cause)}`, {cause});
    }
  };
  const file = guarded(() => {
    mkdirSync(dirname(path), {recursive: true});
    const old = readIfThere(path);
    const kept = keptLines(old, resume);
    if (kept !== old) {
      writeFileSync(`${path}.partial`, kept);
      renameSync(`${path}.partial`, path);
    }
    return openSync(path, 'a');
  });
  return {
    write: event => guarded(() => appendFileSync(file, `${JSON.stringify(event)}\n`)),
    close: () => closeSync(file),
  };
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
}

function keptLines(text: string, resume: JsonLinesLogOptions['resume']): string {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (!resume) return whole;
  const lines = whole.split('\n').filter(line => line !== '' && isBefore(JSON.parse(line), resume));
  return lines.map(line => `${line}\n`).join('');
}

/** Whether an event happened before the checkpoint with this state was written. */
function isBefore(event: TrainEvent, {step, epoch}: NonNullable<JsonLinesLogOptions['resume']>): boolean {
  if (event.type === 'step') return event.step < step;
  if (event.type === 'epoch') return event.epoch < epoch;
  return event.step <= step;
}
