/** Steps of which the losses are compared before anything is timed. */
export const COMPARED_STEPS = 5;

/** Float32 with sums in another order stays well within this; another network or optimizer does not. */
const TOLERANCE = 1e-4;

/**
 * Makes sure that two contestants do the same work.
 *
 * @param {string} title
 * @param {number[]} losses
 * @param {string} referenceTitle
 * @param {number[]} reference
 * @throws {Error} naming the first step that differs
 */
export function compareLosses(title, losses, referenceTitle, reference) {
  for (const [step, expected] of reference.entries()) {
    const loss = losses[step] ?? Number.NaN;
    // Written so that NaN fails.
    if (!(Math.abs(loss - expected) <= TOLERANCE * Math.abs(expected))) {
      throw new Error(
        `Not the same work, so nothing was timed: in step ${step} the loss of "${title}" is ${loss}, ` +
          `that of "${referenceTitle}" ${expected}.`,
      );
    }
  }
}
