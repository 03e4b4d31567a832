import type {TrainEvent} from '@residual/train';
import {type NotebookOptions, notebookReporter} from './notebooks/notebooks.js';
import {plainReporter} from './plain-reporter.js';

/** Shows the events of a training as they come. */
export interface Reporter {
  show(event: TrainEvent): void;
  /** Takes away what is still moving. Call it however training ends. */
  close(): void;
}

/** How training is shown: `plain` to a person, `notebook` in the lines of the notebook that the recipe names. */
export const STYLES = ['plain', 'notebook'] as const;

export type Style = (typeof STYLES)[number];

/** What a reporter shows besides events, and where. */
export interface ReporterOptions extends NotebookOptions {
  /** Number of the notebook, from 1. */
  readonly notebook: number;
}

/** The reporter of a style; with `--json`, every event is a line. */
export function createReporter(style: Style, {notebook, ...options}: ReporterOptions): Reporter {
  const {output} = options;
  if (output.json) return {show: event => output.emit(event), close: () => {}};
  return style === 'notebook' ? notebookReporter(notebook, options) : plainReporter(output);
}
