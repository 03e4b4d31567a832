import type {Sample, Source, TransformStep} from '../../sample.js';
import type {ByteImage} from '../../transforms/image-transform.js';
import {type ImageJob, readTransformed} from './image-job.js';
import {ImageReader, type ReaderSettings} from './image-reader.js';
import {type ImageWorkers, imageWorkers} from './image-workers.js';
import type {FileProblem} from './list-files.js';
import type {ImageFile} from './scan-images.js';

/** A file of an {@link imageSource}. */
export type SourceFile = Pick<ImageFile, 'file' | 'path' | 'label'>;

/** Options of {@link imageSource}. */
export interface ImageSourceOptions {
  readonly classes: readonly string[];
  readonly settings: ReaderSettings;
  /** Worker threads; 0 reads in this thread. */
  readonly workers: number;
  /** What becomes of an image that turns out broken when it is decoded. See `imageFolder`. */
  readonly broken: 'skip' | 'fatal';
  /** Called once for each image that turns out broken. */
  readonly onProblem?: ((problem: FileProblem) => void) | undefined;
}

/** Image files as the source of a data set. */
export function imageSource(
  images: readonly SourceFile[],
  {classes, settings, workers, broken, onProblem}: ImageSourceOptions,
): Source {
  const labels = images.map(({label}) => label);
  const files = images.map(({path}) => path);
  const read = workers > 0 ? inWorkers(settings, workers) : inThread(settings);
  const known = new Set<number>();

  /** The image, or where it is broken the next one of its class. */
  async function readUsable(index: number, steps: readonly TransformStep[]): Promise<ByteImage> {
    let failure: Error | undefined;
    for (const candidate of candidates(index)) {
      const {path, file} = images[candidate]!;
      if (known.has(candidate) && broken === 'skip') continue;
      try {
        return await read({path, position: index}, steps);
      } catch (error) {
        if (broken === 'fatal' || !isBroken(error)) throw error;
        failure ??= error;
        if (!known.has(candidate)) onProblem?.({file, problem: error.message});
        known.add(candidate);
      }
    }
    throw failure ?? new Error(`no image of class ${classes[labels[index]!]} can be decoded`);
  }

  function* candidates(index: number): Generator<number> {
    for (let i = 0; i < images.length; i++) {
      const candidate = (index + i) % images.length;
      if (labels[candidate] === labels[index]) yield candidate;
    }
  }

  const getTransformed = async (index: number, steps: readonly TransformStep[]): Promise<Sample> => {
    const {data, height, width, channels} = await readUsable(index, steps);
    return {data, shape: [height, width, channels], label: labels[index]!};
  };
  return {classes: [...classes], labels, files, get: index => getTransformed(index, NONE), getTransformed};
}

const NONE: readonly TransformStep[] = [];

type Read = (job: ImageJob, steps: readonly TransformStep[]) => Promise<ByteImage>;

function inThread(settings: ReaderSettings): Read {
  const reader = new ImageReader(settings);
  return (job, steps) => readTransformed(reader, job, steps);
}

/** Workers start with the first image, and anew where they have failed or were closed. */
function inWorkers(settings: ReaderSettings, count: number): Read {
  let open: {workers: ImageWorkers; reader: number} | undefined;
  return (job, steps) => {
    if (!open || open.workers.failed) {
      const workers = imageWorkers(count);
      open = {workers, reader: workers.open(settings)};
    }
    return open.workers.read(open.reader, job, steps);
  };
}

function isBroken(error: unknown): error is Error {
  const {code} = error as {code?: string};
  return ['FILE_BROKEN', 'FILE_EMPTY', 'FILE_MISSING', 'FILE_UNREADABLE'].includes(code ?? '');
}
