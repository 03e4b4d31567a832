/** Something of this section that computes for long. */
export interface Activity {
  /** Resolves when it computes no more. */
  pause(): Promise<void>;
}

let current: Activity | undefined;

/** Pauses whatever else of this section computes: two at a time would both be slow, and their speeds mean nothing. */
export async function takeTurn(activity: Activity): Promise<void> {
  const before = current;
  current = activity;
  if (before !== activity) await before?.pause();
}
