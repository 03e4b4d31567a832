import type {TrainEvent} from '@residual/train';
import type {Output} from '../output/output.js';
import {notebookReporter} from './notebook-reporter.js';
import {plainReporter} from './plain-reporter.js';

/** Shows the events of a training as they come. */
export interface Reporter {
  show(event: TrainEvent): void;
  /** Takes away what is still moving. Call it however training ends. */
  close(): void;
}

/** How training is shown: `plain` to a person, `notebook` in the lines of the fifth notebook. */
export const STYLES = ['plain', 'notebook'] as const;

export type Style = (typeof STYLES)[number];

/** The reporter of a style; with `--json`, every event is a line. */
export function createReporter(style: Style, output: Output): Reporter {
  if (output.json) return {show: event => output.emit(event), close: () => {}};
  return style === 'notebook' ? notebookReporter(output) : plainReporter(output);
}
