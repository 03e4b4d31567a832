import type {EndEvent, EpochEvent, StartEvent, StepEvent} from '@residual/train';

/** What of a log is shown. */
export type LogEvent = StartEvent | StepEvent | EpochEvent | EndEvent;

/** Why a line is no event: no JSON, of an unknown type, or without a number (or what else belongs there) in a field. */
export type LineProblem =
  | {readonly kind: 'json'}
  | {readonly kind: 'type'; readonly type: string}
  | {readonly kind: 'field'; readonly field: string};

/** Numbers that an event of a type has to have; a point leads into an object. */
const NUMBERS: Readonly<Record<LogEvent['type'], readonly string[]>> = {
  start: ['step', 'epoch', 'epochs', 'batches'],
  step: ['step', 'epoch', 'loss', 'correct', 'samples', 'learningRate', 'seconds'],
  epoch: ['epoch', 'step', 'train.loss', 'train.accuracy', 'train.samples', 'seconds', 'learningRate'],
  end: ['step', 'epoch'],
};

/** Those of an epoch with validation. */
const VALIDATION = ['valid.loss', 'valid.accuracy'];

/** Events that tell nothing of the course: `result` is what the command line prints at the end. */
const OTHERS = ['checkpoint', 'result'];

/** Reads a line of a log: an event, what is wrong with the line, or undefined for an event of no interest. */
export function parseEvent(line: string): LogEvent | {readonly problem: LineProblem} | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return {problem: {kind: 'json'}};
  }
  return asEvent(value);
}

/** The same of a value that was read already. */
export function asEvent(value: unknown): LogEvent | {readonly problem: LineProblem} | undefined {
  const type = String(at(value, 'type'));
  if (OTHERS.includes(type)) return undefined;
  if (!Object.hasOwn(NUMBERS, type)) return {problem: {kind: 'type', type}};
  const event = value as LogEvent;
  const wanted = [...NUMBERS[event.type], ...(at(value, 'valid') ? VALIDATION : [])];
  const field = wanted.find(path => !Number.isFinite(path.split('.').reduce(at, value)));
  return field === undefined ? event : {problem: {kind: 'field', field}};
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
