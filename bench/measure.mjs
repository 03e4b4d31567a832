import {setTimeout as sleep} from 'node:timers/promises';
import {COMPARED_STEPS, compareLosses} from './losses.mjs';
import {Player} from './player.mjs';

/**
 * @typedef {object} Measurement
 * @property {import('./contestants.mjs').Contestant} contestant
 * @property {string} about what it ran on
 * @property {number[]} rates images a second, a round each
 * @property {number[]} losses of the first steps
 * @property {number} [peakMemory] MiB
 */

/** @typedef {{contestant: import('./contestants.mjs').Contestant, reason: string}} Absence */

/** Threads of the one before may spin a little longer. */
const PAUSE_MS = 300;

/**
 * Times every contestant in every round, one after another, beginning with another one each round.
 *
 * @param {object} options
 * @param {import('./workload.mjs').Workload} options.workload
 * @param {readonly import('./contestants.mjs').Contestant[]} options.contestants
 * @param {number} options.rounds
 * @param {number} options.seconds about how long one contestant works in one round
 * @param {(message: string) => void} options.onProgress
 * @returns {Promise<{measurements: Measurement[], absent: Absence[]}>}
 * @throws {Error} when the losses of two contestants differ
 */
export async function measure({workload, contestants, rounds, seconds, onProgress}) {
  /** @type {Player[]} */
  const players = [];
  try {
    const {entries, absent} = await warmUp({workload, contestants, seconds, onProgress, players});
    for (let round = 0; round < rounds; round++) {
      onProgress(`round ${round + 1} of ${rounds}`);
      for (let i = 0; i < entries.length; i++) {
        const entry = entries[(round + i) % entries.length];
        if (!entry) continue;
        await sleep(PAUSE_MS);
        const run = await entry.player.run(entry.steps);
        entry.rates.push((entry.steps * workload.batch) / run.seconds);
      }
    }
    const measurements = entries.map(({player, rates, losses}) => {
      const peakMemory = player.peakMemory();
      const {contestant, about} = player;
      return {contestant, about, rates, losses, ...(peakMemory !== undefined && {peakMemory})};
    });
    return {measurements, absent};
  } finally {
    for (const player of players) player.close();
  }
}

/**
 * Starts everyone, compares the losses of the first steps and finds how many steps a round takes.
 *
 * @param {Omit<Parameters<typeof measure>[0], 'rounds'> & {players: Player[]}} options
 */
async function warmUp({workload, contestants, seconds, onProgress, players}) {
  /** @type {Array<{player: Player, steps: number, rates: number[], losses: number[]}>} */
  const entries = [];
  /** @type {Absence[]} */
  const absent = [];
  for (const contestant of contestants) {
    onProgress(`warm up: ${contestant.title}`);
    if (contestant.missing) {
      absent.push({contestant, reason: contestant.missing});
      continue;
    }
    const player = new Player(contestant);
    players.push(player);
    const first = await firstSteps(player, workload).catch(error => {
      player.close();
      absent.push({contestant, reason: error.message});
      return undefined;
    });
    if (!first) continue;
    const reference = entries[0];
    if (reference) {
      compareLosses(contestant.title, first.losses, reference.player.contestant.title, reference.losses);
    }
    const steps = Math.max(3, Math.round(seconds / first.secondsPerStep));
    entries.push({player, steps, rates: [], losses: first.losses});
  }
  return {entries, absent};
}

/**
 * @param {Player} player
 * @param {import('./workload.mjs').Workload} workload
 */
async function firstSteps(player, workload) {
  await player.open(workload);
  const {losses} = await player.run(COMPARED_STEPS);
  const again = await player.run(COMPARED_STEPS);
  return {losses, secondsPerStep: again.seconds / COMPARED_STEPS};
}
