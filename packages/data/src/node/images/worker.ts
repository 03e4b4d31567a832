/** The worker thread of {@link ImageWorkers}: reads, decodes and transforms images. */

import {parentPort} from 'node:worker_threads';
import {DataError} from '../../error.js';
import type {ByteImage} from '../../transforms/image-transform.js';
import {readTransformed} from './image-job.js';
import {ImageReader} from './image-reader.js';
import {inOrder} from './in-order.js';
import type {Answer, Request, Response} from './worker-messages.js';

/** Images under way at a time: large ones are decoded outside this thread. */
const AT_ONCE = 2;

const port = parentPort!;
const readers = new Map<number, ImageReader>();
let last: Promise<void> = Promise.resolve();

port.on('message', (request: Request) => {
  if (request.settings) readers.set(request.reader, new ImageReader(request.settings));
  last = last.then(() => work(request));
});

async function work({reader, steps, jobs}: Request): Promise<void> {
  const images: Uint8Array[] = [];
  const answers = await inOrder(jobs, {atOnce: AT_ONCE}, async (job, i): Promise<Answer> => {
    try {
      const {data, height, width, channels} = await readTransformed(readers.get(reader)!, job, steps);
      images[i] = data;
      return {id: job.id, height, width, channels};
    } catch (error) {
      const {message} = error as Error;
      return {id: job.id, message, code: error instanceof DataError ? error.code : undefined};
    }
  });
  const response: Response = {pixels: joined(images), answers};
  port.postMessage(response, [response.pixels.buffer as ArrayBuffer]);
}

/** The bytes of all in one array of its own: an image may stay in a cache, or be a part of a larger buffer. */
function joined(images: readonly ByteImage['data'][]): Uint8Array {
  const all = new Uint8Array(images.reduce((sum, {length}) => sum + length, 0));
  let at = 0;
  // Where an image has failed there is none.
  images.forEach(data => {
    all.set(data, at);
    at += data.length;
  });
  return all;
}
