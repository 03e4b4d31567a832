import {setTimeout as sleep} from 'node:timers/promises';
import {COMPARED_STEPS, compareLosses} from './losses.mjs';
import {Player} from './player.mjs';

/**
 * @typedef {object} Measurement
 * @property {import('./contestants.mjs').Contestant} contestant
 * @property {string} about what it ran on
 * @property {number[]} rates images a second, a round each
 * @property {number[]} losses of the first steps
 * @property {number} [peakMemory] MiB, from the process's beginning
 * @property {number} [stepMemory] MiB, the most from the first step on that is timed
 */

/** @typedef {{contestant: import('./contestants.mjs').Contestant, reason: string}} Absence */

/**
 * @typedef {object} Options
 * @property {import('./workload.mjs').Workload} workload
 * @property {readonly import('./contestants.mjs').Contestant[]} contestants
 * @property {'cpu' | 'cuda'} device what the peers compute on; residual finds a GPU by itself
 * @property {number} rounds
 * @property {number} seconds about how long one contestant works in one round
 * @property {(message: string) => void} onProgress
 */

/**
 * A contestant that takes part, and what is known of it so far.
 *
 * @typedef {Measurement & {player: Player, steps: number}} Entry
 */

/** Threads of the one before may spin a little longer. */
const PAUSE_MS = 300;

/** Steps before a time is taken: the first one compiles, and memory is still being claimed in the second. */
const WARM_UP_STEPS = 2;

/**
 * Times every contestant in every round, one after another, beginning with another one each round. Their processes live
 * from the first round to the last, or, of a large workload, from the beginning of a turn to its end.
 *
 * @param {Options} options
 * @returns {Promise<{measurements: Measurement[], absent: Absence[]}>}
 * @throws {Error} when the losses of two contestants differ
 */
export async function measure(options) {
  const {rounds, onProgress} = options;
  /** @type {Entry[]} */
  const entries = [];
  try {
    const absent = await warmUp(options, entries);
    for (let round = 0; round < rounds; round++) {
      onProgress(`round ${round + 1} of ${rounds}`);
      for (let i = 0; i < entries.length; i++) {
        const entry = entries[(round + i) % entries.length];
        if (entry) entry.rates.push(await takeTurn(entry, options));
      }
    }
    for (const entry of entries) notePeaks(entry);
    const measurements = entries.map(({player: _, steps: __, ...measurement}) => measurement);
    return {measurements, absent};
  } finally {
    for (const {player} of entries) player.close();
  }
}

/**
 * Starts everyone, compares the losses of the first steps and finds how many steps a round takes.
 *
 * @param {Options} options
 * @param {Entry[]} entries to which those that run are added
 */
async function warmUp(options, entries) {
  const {workload, contestants, device, seconds, onProgress} = options;
  /** @type {Absence[]} */
  const absent = [];
  for (const contestant of contestants) {
    if (contestant.takes && !contestant.takes(workload)) continue;
    onProgress(`warm up: ${contestant.title}`);
    if (contestant.missing) {
      absent.push({contestant, reason: contestant.missing});
      continue;
    }
    const player = new Player(contestant, device);
    const first = await firstSteps(player, workload).catch(error => {
      absent.push({contestant, reason: error.message});
      return undefined;
    });
    if (!first) {
      await player.close();
      continue;
    }
    const {losses, secondsPerStep} = first;
    const steps = Math.max(3, Math.round(seconds / secondsPerStep));
    const entry = {contestant, player, about: player.about, steps, rates: [], losses};
    entries.push(entry);
    const reference = entries[0];
    if (reference) compareLosses(entry, reference, device);
    if (workload.large) {
      notePeak(entry, 'peakMemory');
      await player.close();
    } else {
      beginTimed(entry);
    }
  }
  return absent;
}

/**
 * @param {Player} player
 * @param {import('./workload.mjs').Workload} workload
 */
async function firstSteps(player, workload) {
  const steps = workload.comparedSteps ?? COMPARED_STEPS;
  await player.open(workload);
  const {losses} = await player.run(steps);
  await player.run(Math.max(0, WARM_UP_STEPS - steps));
  const again = await player.run(WARM_UP_STEPS);
  return {losses, secondsPerStep: again.seconds / WARM_UP_STEPS};
}

/**
 * @param {Entry} entry
 * @param {Options} options
 * @returns {Promise<number>} images a second
 */
async function takeTurn(entry, {workload, device}) {
  if (workload.large) {
    entry.player = new Player(entry.contestant, device);
    await entry.player.open(workload);
    await entry.player.run(WARM_UP_STEPS);
    beginTimed(entry);
  }
  await sleep(PAUSE_MS);
  const {seconds} = await entry.player.run(entry.steps);
  if (workload.large) {
    notePeaks(entry);
    await entry.player.close();
  }
  return (entry.steps * workload.batch) / seconds;
}

/**
 * What comes now are steps and nothing else: networks are built, libraries loaded and steps compiled.
 *
 * @param {Entry} entry
 */
function beginTimed(entry) {
  notePeak(entry, 'peakMemory');
  entry.player.forgetPeak();
}

/**
 * After steps and nothing else.
 *
 * @param {Entry} entry
 */
function notePeaks(entry) {
  notePeak(entry, 'peakMemory');
  notePeak(entry, 'stepMemory');
}

/**
 * @param {Entry} entry
 * @param {'peakMemory' | 'stepMemory'} name
 */
function notePeak(entry, name) {
  const peak = Math.max(entry[name] ?? 0, entry.player.peakMemory() ?? 0);
  if (peak > 0) entry[name] = peak;
}
