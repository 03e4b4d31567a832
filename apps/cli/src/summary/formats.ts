import {
  formatComparison,
  formatMermaid,
  formatNotebook,
  formatSummary,
  formatSvg,
  type ModelSummary,
  type SummaryPart,
} from '@residual/core';
import {CliError} from '../errors.js';

/** What `--format` takes. */
export const FORMATS = ['text', 'json', 'mermaid', 'svg'] as const;

/** What `--by` takes. */
export const PARTS: readonly SummaryPart[] = ['stage', 'block', 'layer'];

/** How summaries are written. */
export interface Layout {
  readonly format: (typeof FORMATS)[number];
  /** What a line of text stands for, of one network. Default stage. */
  readonly by?: SummaryPart;
  /** Writes the lines of the notebooks in the place of a table. */
  readonly style?: 'notebook';
}

/** One network as text, JSON or a drawing; several as a table side by side, or a JSON array. */
export function writeSummaries(summaries: readonly ModelSummary[], {format, by = 'stage', style}: Layout): string {
  const [first] = summaries;
  const isOne = summaries.length === 1;
  if (format === 'json') return JSON.stringify(isOne ? first : summaries);
  if (format === 'text') {
    if (style) return summaries.map(formatNotebook).join('\n\n');
    return isOne ? formatSummary(first!, {by}) : formatComparison(summaries);
  }
  return format === 'svg' ? formatSvg(first!) : formatMermaid(first!);
}

/** Throws CliError `USAGE_SUMMARY` where the wishes contradict one another. */
export function assertLayout(networks: readonly string[], {format, by, style}: Layout): void {
  const isText = format === 'text';
  if (!isText && style) refuse('--style notebook is for text.', 'Leave --format or --style out.');
  if (!isText && by) refuse('--by is for text.', 'Leave --format or --by out.');
  if (style && by) refuse('--by does not go with --style notebook.', 'Leave one of them out.');
  if (networks.length === 1) return;
  if (by)
    refuse('--by is for one network; several are compared stage by stage.', 'Leave --by out, or name one network.');
  if (format === 'mermaid' || format === 'svg') {
    refuse(`--format ${format} draws one network.`, `As in: residual summary ${networks[0]} --format ${format}.`);
  }
}

function refuse(what: string, mend: string): never {
  throw new CliError(what, {code: 'USAGE_SUMMARY', exit: 'usage', mend});
}
