import type {DataErrorCode} from '../../error.js';
import type {TransformStep} from '../../sample.js';
import type {ByteImage} from '../../transforms/image-transform.js';
import type {ImageJob} from './image-job.js';
import type {ReaderSettings} from './image-reader.js';

/** What a worker is asked: to read images, by settings that it was told before or is told now. */
export interface Request {
  /** Number of the reader. */
  readonly reader: number;
  /** With the first request to a reader. */
  readonly settings?: ReaderSettings;
  readonly steps: readonly TransformStep[];
  readonly jobs: readonly (ImageJob & {readonly id: number})[];
}

/** What a worker answers to a job. */
export type Answer =
  | {readonly id: number; readonly image: ByteImage}
  | {readonly id: number; readonly message: string; readonly code: DataErrorCode | undefined};
