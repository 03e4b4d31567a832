import type {RunAbout, StoredRun} from '../../../storage/runs.js';
import {nameOf, type RunFile, type RunFiles} from './group-files.js';
import {parseAbout} from './parse-about.js';
import {type BrokenLine, parseLog} from './parse-log.js';
import {type FileProblem, parseReport} from './parse-report.js';

/** Largest report that is read: it is read at once, and a page that people look at is a small part of this. */
const LARGEST = 2 ** 26;

/** What could not be read of a file. */
export type Complaint =
  | {readonly path: string; readonly kind: 'file'; readonly problem: FileProblem}
  | {readonly path: string; readonly kind: 'lines'; readonly broken: readonly BrokenLine[]; readonly count: number};

/** A run that was read, before it has a place among the others. */
export type NewRun = Omit<StoredRun, 'id' | 'added'>;

/** What came of the files of a run. */
export interface ReadRun {
  readonly run?: NewRun;
  readonly complaints: readonly Complaint[];
}

/**
 * Reads a run: its course from the log or else from the report, what else is known of it from report and configuration.
 *
 * @param onBytes Called with the bytes of the log that are read.
 */
export async function readRun(
  {log, report, config}: RunFiles,
  onBytes: (bytes: number) => void = () => {},
): Promise<ReadRun> {
  if (!log && !report) return complain(config!, 'not-a-run');
  const reported = report && (await readReport(report));
  if (!log) return 'problem' in reported! ? complain(report!, reported.problem) : {run: reported!, complaints: []};
  const parsed = await parseLog(log.file.stream(), onBytes);
  if ('problem' in parsed) return complain(log, parsed.problem);
  const {broken, brokenCount, ...course} = parsed;
  const known = reported && !('problem' in reported) ? reported.about : {};
  const about: RunAbout = {...(config && (await readConfig(config))), ...known, ...course.about};
  const {path} = log;
  return {
    run: {...course, name: path.includes('/') ? nameOf(path) : (about.recipe ?? nameOf(path)), about},
    complaints: brokenCount > 0 ? [{path, kind: 'lines', broken, count: brokenCount}] : [],
  };
}

function complain({path}: RunFile, problem: FileProblem): ReadRun {
  return {complaints: [{path, kind: 'file', problem}]};
}

async function readReport({file}: RunFile): Promise<ReturnType<typeof parseReport>> {
  return file.size > LARGEST ? {problem: 'not-a-run'} : parseReport(await file.text());
}

/** What a configuration says; nothing where it is none, for the log stands by itself. */
async function readConfig({file}: RunFile): Promise<RunAbout> {
  if (file.size > LARGEST) return {};
  try {
    return parseAbout(JSON.parse(await file.text()));
  } catch {
    return {};
  }
}
