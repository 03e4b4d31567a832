import type {StoredRun} from '../../../storage/runs.js';
import {runEpoch} from './course.js';
import {parseAbout} from './parse-about.js';
import {asEvent} from './parse-event.js';

/** The element of a report in which `residual report` puts its figures. Nothing else of it is looked at, and nothing run. */
const DATA = /<script type="application\/json" id="residual-run">(.*?)<\/script>/s;

/** Why a file cannot be shown: no run at all, a report without data from before reports had some, or a damaged one. */
export type FileProblem = 'not-a-run' | 'old-report' | 'broken-report';

/** The run that a report tells of. */
export function parseReport(html: string): Omit<StoredRun, 'id' | 'added'> | {readonly problem: FileProblem} {
  const text = DATA.exec(html)?.[1];
  if (text === undefined) return {problem: /: a run of residual<\/title>/.test(html) ? 'old-report' : 'not-a-run'};
  let data: Readonly<Record<string, unknown>>;
  try {
    data = JSON.parse(text);
  } catch {
    return {problem: 'broken-report'};
  }
  if (data?.format !== 'residual-report-1' || !Array.isArray(data.epochs)) return {problem: 'broken-report'};
  const events = data.epochs.map(asEvent);
  const epochs = events.flatMap(event => (event && 'type' in event && event.type === 'epoch' ? [runEpoch(event)] : []));
  if (epochs.length < events.length) return {problem: 'broken-report'};
  return {name: String(data.name), about: parseAbout(data), epochs};
}
