import type {StoredRun} from '../../../storage/runs.js';
import {Course} from './course.js';
import {type LineProblem, parseEvent} from './parse-event.js';
import type {FileProblem} from './parse-report.js';
import {readLines} from './read-lines.js';

/** Broken lines that are told one by one. */
const TOLD = 8;

/** Broken lines without a single event among them, after which the file is no log. */
const PATIENCE = 1_000;

/** A line of a log that was left out. `cut`: the file ends within it, as that of a run under way may. */
export interface BrokenLine {
  /** From 1. */
  readonly line: number;
  readonly problem: LineProblem | {readonly kind: 'cut'};
}

/** The course that a log tells of, and what was wrong with it. */
export interface ParsedLog extends Pick<StoredRun, 'about' | 'epochs' | 'steps'> {
  /** The first of them. */
  readonly broken: readonly BrokenLine[];
  readonly brokenCount: number;
}

/**
 * Reads the log of a run, line by line. Broken lines are left out, and told.
 *
 * @param onBytes Called with the bytes read so far.
 */
export async function parseLog(
  stream: ReadableStream<Uint8Array>,
  onBytes: (bytes: number) => void = () => {},
): Promise<ParsedLog | {readonly problem: FileProblem}> {
  const course = new Course();
  const broken: BrokenLine[] = [];
  let [line, brokenCount] = [0, 0];
  const tell = (problem: BrokenLine['problem']) => {
    brokenCount++;
    if (broken.length < TOLD) broken.push({line, problem});
  };
  try {
    for await (const {lines, bytes, cut} of readLines(stream)) {
      for (const text of lines) {
        line++;
        if (text.trim() === '') continue;
        const event = parseEvent(text);
        if (event && 'problem' in event) tell(cut ? {kind: 'cut'} : event.problem);
        else if (event) course.add(event);
      }
      if (course.empty && brokenCount > PATIENCE) return {problem: 'not-a-run'};
      onBytes(bytes);
    }
  } catch {
    // What cannot be read ends the log: what was read before stays.
    line++;
    tell({kind: 'json'});
  }
  return course.empty ? {problem: 'not-a-run'} : {...course.values(), broken, brokenCount};
}
