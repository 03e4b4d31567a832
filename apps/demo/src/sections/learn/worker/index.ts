import type {ComparedStep, ComparisonOptions} from '../comparison/comparison-report.js';
import type {Digit, Kept, Outcome, Report} from '../training/report.js';
import type {Settings} from '../training/settings.js';
import {deleteRun, loadRun, type StoredRun} from '../training/stored-run.js';
import {compare} from './compare.js';
import {digits} from './digits.js';
import {keep} from './keep.js';
import {train} from './train.js';

/** What is going on: a run or a comparison, and nothing else at the same time. */
let current = new AbortController();

/** Test digits to look at. */
export async function shownDigits(): Promise<readonly Digit[]> {
  return (await digits()).shown;
}

/** Begins a new run, in the place of the stored one. */
export async function start(settings: Settings, tell: (report: Report) => void): Promise<Outcome> {
  const signal = begin();
  await deleteRun();
  return train({settings, digits: await digits(), signal, tell});
}

/** Goes on with the stored run. @throws Error when there is none. */
export async function proceed(tell: (report: Report) => void): Promise<Outcome> {
  const signal = begin();
  const from = await storedRun();
  return train({settings: from.settings, from, digits: await digits(), signal, tell});
}

/** Ends what is going on after the step in hand. A run is stored and can go on. */
export function interrupt(): void {
  current.abort();
}

function begin(): AbortSignal {
  current = new AbortController();
  return current.signal;
}

/** Puts the network of the stored run among the models. The run is over then. */
export async function finish(): Promise<Kept> {
  const kept = await keep(await storedRun(), await digits());
  await deleteRun();
  return kept;
}

async function storedRun(): Promise<StoredRun> {
  const stored = await loadRun();
  if (!stored) throw new Error('Expected a run to go on with, and none is stored: start a new one.');
  return stored;
}

/** Trains a network and its twin without shortcuts for so many steps, or until it is interrupted. */
export async function startComparison(
  {steps, ...options}: ComparisonOptions & {steps: number},
  tell: (step: ComparedStep) => void,
): Promise<void> {
  const signal = begin();
  const {train: data} = await digits();
  for await (const step of compare(data, options)) {
    tell(step);
    // Lets the worker hear what the page says: on a CPU, every promise of a step is settled at once.
    await new Promise(resolve => setTimeout(resolve));
    if (signal.aborted || step.step + 1 >= steps) return;
  }
}
