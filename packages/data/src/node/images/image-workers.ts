import {Worker} from 'node:worker_threads';
import {DataError} from '../../error.js';
import type {TransformStep} from '../../sample.js';
import type {ByteImage} from '../../transforms/image-transform.js';
import type {ImageJob} from './image-job.js';
import type {ReaderSettings} from './image-reader.js';
import {imagesOf, type Request, type Response} from './worker-messages.js';

/** Jobs of one request: few enough that answers come early, enough that a message costs little. */
const JOBS = 16;

interface Pending {
  resolve(image: ByteImage): void;
  reject(error: Error): void;
}

/** A worker and what it has still to answer. */
interface Thread {
  readonly worker: Worker;
  readonly pending: Map<number, Pending>;
  /** Readers that it knows. */
  readonly readers: Set<number>;
  /** Not sent yet. */
  waiting: {reader: number; steps: readonly TransformStep[]; job: ImageJob & {id: number}}[];
}

/**
 * Worker threads that read images. An image always goes to the same one, so that each may keep its share in memory. Idle
 * workers do not keep the process alive.
 */
export class ImageWorkers {
  readonly #threads: Thread[];
  readonly #settings: ReaderSettings[] = [];
  #nextId = 0;
  #failure: DataError | undefined;

  constructor(count: number) {
    this.#threads = Array.from({length: count}, () => this.#start());
  }

  /** The number of workers. */
  get size(): number {
    return this.#threads.length;
  }

  /** Whether no image can be read any more: a worker has ended, or all were closed. */
  get failed(): boolean {
    return this.#failure !== undefined;
  }

  /** Tells of settings with which images will be read. Returns their number. */
  open(settings: ReaderSettings): number {
    return this.#settings.push(settings) - 1;
  }

  /**
   * Reads an image and applies `steps`.
   *
   * @throws DataError as reading and the transforms do; `WORKER_FAILED` if the worker has ended.
   */
  read(reader: number, job: ImageJob, steps: readonly TransformStep[]): Promise<ByteImage> {
    if (this.#failure) return Promise.reject(this.#failure);
    const thread = this.#threads[job.position % this.#threads.length]!;
    const id = this.#nextId++;
    // What is asked for in one go is sent together.
    if (thread.waiting.length === 0) queueMicrotask(() => this.#send(thread));
    thread.waiting.push({reader, steps, job: {...job, id}});
    if (thread.pending.size === 0) thread.worker.ref();
    return new Promise((resolve, reject) => thread.pending.set(id, {resolve, reject}));
  }

  /** Ends the workers; what is still under way is rejected. */
  async close(): Promise<void> {
    this.#fail(new DataError('WORKER_FAILED', 'the workers that read images were closed'));
    await Promise.all(this.#threads.map(({worker}) => worker.terminate()));
  }

  #start(): Thread {
    const worker = new Worker(new URL('./worker.js', import.meta.url));
    worker.unref();
    const thread: Thread = {worker, pending: new Map(), readers: new Set(), waiting: []};
    worker.on('message', (response: Response) => this.#settle(thread, response));
    worker.on('error', cause => this.#crashed(cause.message, cause));
    worker.on('exit', code => this.#crashed(`it ended with code ${code}`));
    return thread;
  }

  #send({worker, waiting, readers}: Thread): void {
    while (waiting.length > 0) {
      const [{reader, steps}] = waiting as [Thread['waiting'][number]];
      const other = waiting.findIndex(one => one.reader !== reader || one.steps !== steps);
      const jobs = waiting.splice(0, Math.min(JOBS, other < 0 ? waiting.length : other)).map(({job}) => job);
      const request: Request = {reader, steps, jobs};
      if (readers.has(reader)) worker.postMessage(request);
      else worker.postMessage({...request, settings: this.#shareOf(reader)});
      readers.add(reader);
    }
  }

  /** The settings of a reader for one worker of all. */
  #shareOf(reader: number): ReaderSettings {
    const {decode, cache} = this.#settings[reader]!;
    const memory = Math.floor((cache.memory ?? 0) / this.size);
    return {decode, cache: {...cache, memory}, writers: this.size};
  }

  #settle(thread: Thread, response: Response): void {
    for (const answer of imagesOf(response)) {
      const pending = thread.pending.get(answer.id);
      thread.pending.delete(answer.id);
      if ('image' in answer) pending?.resolve(answer.image);
      else pending?.reject(answer.code ? new DataError(answer.code, answer.message) : new Error(answer.message));
    }
    if (thread.pending.size === 0) thread.worker.unref();
  }

  #crashed(reason: string, cause?: Error): void {
    if (this.#failure) return;
    const mend = 'Read with fewer workers, or none, to see whether it was short of memory';
    const message = `a worker that reads images has failed: ${reason}. ${mend}`;
    this.#fail(new DataError('WORKER_FAILED', message, {cause}));
    for (const {worker} of this.#threads) void worker.terminate();
  }

  #fail(failure: DataError): void {
    this.#failure ??= failure;
    for (const {pending, waiting} of this.#threads) {
      waiting.length = 0;
      for (const {reject} of pending.values()) reject(this.#failure);
      pending.clear();
    }
  }
}

const shared = new Map<number, ImageWorkers>();

/** The `count` workers that all data sets share; new ones where they have failed. */
export function imageWorkers(count: number): ImageWorkers {
  const known = shared.get(count);
  if (known && !known.failed) return known;
  const workers = new ImageWorkers(count);
  shared.set(count, workers);
  return workers;
}

/** Ends all workers that read images; the next image that is asked for starts new ones. */
export async function closeImageWorkers(): Promise<void> {
  await Promise.all([...shared.values()].map(workers => workers.close()));
  shared.clear();
}
