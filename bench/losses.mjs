/** Steps of which the losses are compared before anything is timed, unless the workload says otherwise. */
export const COMPARED_STEPS = 5;

/**
 * How far losses may be apart, as a share. Float32 with sums in another order stays well within the first on a CPU;
 * another network or optimizer does not. GPUs multiply float32 in TF32, which has 10 bits of fraction, as float16 has.
 */
const TOLERANCES = {
  cpu: {float32: 1e-4, bfloat16: 3e-2, float16: 1e-2},
  cuda: {float32: 1e-2, bfloat16: 3e-2, float16: 1e-2},
};

/**
 * @typedef {object} Losses
 * @property {import('./contestants.mjs').Contestant} contestant
 * @property {number[]} losses of the steps to compare
 */

/**
 * Makes sure that two contestants do the same work.
 *
 * @param {Losses} compared
 * @param {Losses} reference
 * @param {'cpu' | 'cuda'} device
 * @throws {Error} naming the first step that differs
 */
export function compareLosses({contestant, losses}, reference, device) {
  const [one, other] = [contestant, reference.contestant].map(({precision}) => TOLERANCES[device][precision]);
  const tolerance = Math.max(one ?? 0, other ?? 0);
  for (const [step, expected] of reference.losses.entries()) {
    const loss = losses[step] ?? Number.NaN;
    // Written so that NaN fails.
    if (!(Math.abs(loss - expected) <= tolerance * Math.abs(expected))) {
      throw new Error(
        `Not the same work, so nothing was timed: in step ${step} the loss of "${contestant.title}" is ${loss}, ` +
          `that of "${reference.contestant.title}" ${expected}.`,
      );
    }
  }
}
