/** A part is no smaller: below, what an operation costs beside its work counts for more than a core gains. */
const SMALLEST_PART = 32;

/** A step that may be divided. */
export interface PartsOptions {
  batchSize: number;
  /** Whether the network has batch norm, which needs its batch whole. */
  batchNorm: boolean;
  /** Of the machine. */
  cores: number;
}

/** Into how many parts `sideBySide` had best divide a compiled step's batches on the CPU: at most one a core. */
export function partsOf({batchSize, batchNorm, cores}: PartsOptions): number {
  return batchNorm ? 1 : Math.max(1, Math.min(cores, Math.floor(batchSize / SMALLEST_PART)));
}

/** An engine's threads: within an operation, and operations at the same time. What is absent is the engine's choice. */
export interface PartThreads {
  threads?: number;
  interOpThreads?: number;
}

/**
 * Threads for so many parts: each has one that runs its operations, and the cores are shared out among them.
 *
 * @param options `threads` within an operation, where they are settled
 */
export function threadsOf({
  parts,
  cores,
  threads,
}: {
  parts: number;
  cores: number;
  threads?: number | undefined;
}): PartThreads {
  if (parts === 1) return threads === undefined ? {} : {threads};
  return {threads: threads ?? Math.max(1, Math.floor(cores / parts)), interOpThreads: parts};
}
