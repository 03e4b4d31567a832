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
type NewRun = Omit<StoredRun, 'id' | 'added'>;

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
  if (!log && !report) return {complaints: [complaint(config!, 'not-a-run')]};
  const complaints: Complaint[] = [];
  const reported = report && (await readReport(report));
  const told = reported && !('problem' in reported) ? reported : undefined;
  if (reported && 'problem' in reported) complaints.push(complaint(report, reported.problem));
  const parsed = log && (await parseLog(log.file.stream(), onBytes));
  if (parsed && 'problem' in parsed) complaints.push(complaint(log, parsed.problem));
  if (!parsed || 'problem' in parsed) return {...(told && {run: told}), complaints};

  const {path} = log;
  const {broken, brokenCount, ...course} = parsed;
  if (brokenCount > 0) complaints.push({path, kind: 'lines', broken, count: brokenCount});
  const about: RunAbout = {...(config && (await readConfig(config))), ...told?.about, ...course.about};
  const name = path.includes('/') ? nameOf(path) : (about.recipe ?? nameOf(path));
  return {run: {...course, name, about}, complaints};
}

function complaint({path}: RunFile, problem: FileProblem): Complaint {
  return {path, kind: 'file', problem};
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
