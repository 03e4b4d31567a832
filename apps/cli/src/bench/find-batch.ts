import {CliError} from '../errors.js';
import type {Output} from '../output/output.js';
import {formatBytes} from '../output/units.js';
import {largestBatch} from './largest-batch.js';
import {freeBytes, tryInChild} from './try-batch.js';

interface FindOptions {
  /** The command line, behind `residual`, of a step with so many images. */
  readonly argvOf: (batch: number) => readonly string[];
  /** Bytes that a step may take. Default: what is free now, but for a tenth of the machine. */
  readonly limit?: number | undefined;
  /** Images that are enough. */
  readonly most: number;
  readonly output: Output;
}

/** The largest batch that fits in memory, found by trying in processes of their own. */
export interface FoundBatch {
  readonly batch: number;
  /** Bytes that its process had at most; undefined where the system does not tell. */
  readonly peak?: number;
  /** Bytes that it might have had. */
  readonly limit: number;
}

/** Finds the largest batch, to a sixteenth of it. Throws CliError `NOTHING_FITS` where one image does not. */
export async function findBatch({argvOf, limit = freeBytes(), most, output}: FindOptions): Promise<FoundBatch> {
  const peaks = new Map<number, number | undefined>();
  const batch = await largestBatch(
    async size => {
      const {fits, peak} = await tryInChild(argvOf(size), limit);
      peaks.set(size, peak);
      output.note(`batch ${size}: ${fits ? 'fits' : 'does not fit'}${peak ? `, ${formatBytes(peak)}` : ''}`);
      return fits;
    },
    {most},
  );
  if (batch === 0) {
    throw new CliError(`Not even one image fits into ${formatBytes(limit)}.`, {
      code: 'NOTHING_FITS',
      exit: 'engine',
      mend: 'Close other programs, or choose a smaller network or --input.',
    });
  }
  const peak = peaks.get(batch);
  return {batch, limit, ...(peak !== undefined && {peak})};
}
