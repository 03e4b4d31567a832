import {chromeTrace, type Precision, type ProductSpeed} from '@residual/backend-node-gpu';
import {type Compiled, eager} from '@residual/train';
import {writeAtomic} from '@residual/train/node';
import type {RunningEngine} from '../engine/choose.js';
import {formatProfile, sharesOf} from './profile-tables.js';
import {formatMemory, formatRoofline, formatTimings, peakMemory} from './report.js';
import {openSubject, type Subject, type SubjectOptions} from './subject.js';
import {timeSteps} from './time-steps.js';

/** What to measure. */
export interface Bench extends SubjectOptions {
  readonly precision: Precision;
  /** For how long to repeat each, in seconds. */
  readonly seconds: number;
  /** Whether the step is timed operation by operation too. */
  readonly eager: boolean;
  /** Parts of a batch that are computed side by side. */
  readonly parts: number;
  readonly profile?: boolean;
  /** File for a trace. */
  readonly trace?: string;
  readonly roofline?: boolean;
}

/** What was measured, for people and for programs. */
export interface BenchResult {
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Measures a network's step on the engine that runs. */
export function runBench(engine: RunningEngine, options: Bench): Promise<BenchResult> {
  const subject = openSubject(options, options);
  return options.profile || options.trace ? profile(engine, subject, options) : time(engine, subject, options);
}

async function time(engine: RunningEngine, subject: Subject, options: Bench): Promise<BenchResult> {
  const {precision, seconds, batch, roofline} = options;
  const {step, inputs, variables, frozen, operations} = subject;
  const {compile} = engine;
  const ways: Record<string, Compiled> = {};
  if (compile) ways[`compiled, ${precision}`] = compile(step, {variables, precision, frozen});
  if (options.eager || !compile) ways['eager, float32'] = eager(step, {variables});
  const timings = await timeSteps(ways, {inputs, seconds});
  const memory = peakMemory();
  const json = {timings, operationsAStep: operations, peakMemory: memory};
  const text = [formatTimings(timings, batch), formatMemory(memory)];
  if (!roofline) return {text: text.join('\n'), json};

  const peaks = peaksOf(engine, [...new Set<Precision>(['float32', 'bfloat16', precision])], seconds);
  const fractions = Object.fromEntries(
    Object.entries(timings).map(([way, {median}]) => {
      const peak = Math.max(...peaks[way.split(', ')[1]!]!.map(({gigaflops}) => gigaflops));
      return [way, operations / (median / 1000) / (peak * 1e9)];
    }),
  );
  return {text: [...text, '', formatRoofline(peaks, fractions)].join('\n'), json: {...json, peaks, fractions}};
}

function peaksOf(
  {matrixPeak}: RunningEngine,
  precisions: readonly Precision[],
  seconds: number,
): Record<string, readonly ProductSpeed[]> {
  return Object.fromEntries(precisions.map(precision => [precision, matrixPeak!({precision, seconds: seconds / 10})]));
}

async function profile(engine: RunningEngine, subject: Subject, options: Bench): Promise<BenchResult> {
  const {precision, trace} = options;
  const {model, step, inputs, variables, frozen} = subject;
  const result = engine.profile!(step, {inputs, variables, precision, frozen, layers: model.layers});
  const [byOperation, byLayer] = [sharesOf(result, 'operation'), sharesOf(result, 'layer')];
  if (trace) await writeAtomic(trace, JSON.stringify(chromeTrace(result)));
  const milliseconds = result.duration / 1000;
  const text = [
    formatProfile(byOperation, byLayer, milliseconds),
    ...(trace ? ['', `The trace is in ${trace}: open it in chrome://tracing or https://ui.perfetto.dev.`] : []),
  ];
  return {text: text.join('\n'), json: {precision, milliseconds, byOperation, byLayer, ...(trace && {trace})}};
}
