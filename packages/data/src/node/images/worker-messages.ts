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

/** What a worker answers to the jobs of a request. */
export interface Response {
  /** The pixels of all images, one after the other: one transfer costs less than many. */
  readonly pixels: Uint8Array;
  readonly answers: readonly Answer[];
}

/** What became of a job: an image of this shape, or an error. */
export type Answer =
  | ({readonly id: number} & Omit<ByteImage, 'data'>)
  | {readonly id: number; readonly message: string; readonly code: DataErrorCode | undefined};

/** The images of a response with their jobs, as views of its pixels, and the errors. */
export function* imagesOf({pixels, answers}: Response): Generator<{id: number; image: ByteImage} | Failure> {
  let at = 0;
  for (const answer of answers) {
    if ('message' in answer) {
      yield answer;
      continue;
    }
    const {id, height, width, channels} = answer;
    const end = at + height * width * channels;
    yield {id, image: {data: pixels.subarray(at, end), height, width, channels}};
    at = end;
  }
}

type Failure = Extract<Answer, {message: string}>;
