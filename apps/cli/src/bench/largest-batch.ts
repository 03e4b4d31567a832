/** Whether a step of so many images runs. */
export type Fits = (batch: number) => Promise<boolean>;

/** A found batch is at most this share below one that does not fit. */
const PRECISION = 1 / 16;

/**
 * The largest batch that fits, to a sixteenth of it, by doubling and then halving the distance.
 *
 * @returns 0 where not even one image fits, and at most `most`
 */
export async function largestBatch(fits: Fits, {most}: {most: number}): Promise<number> {
  let [fitting, failing] = [0, most + 1];
  for (let batch = 1; batch <= most; batch = Math.min(2 * batch, most)) {
    if (!(await fits(batch))) {
      failing = batch;
      break;
    }
    fitting = batch;
    if (batch === most) return most;
  }
  while (failing - fitting > Math.max(1, PRECISION * failing)) {
    const batch = Math.floor((fitting + failing) / 2);
    if (await fits(batch)) fitting = batch;
    else failing = batch;
  }
  return fitting;
}
