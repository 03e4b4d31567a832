/** The worker thread of {@link ImageWorkers}: reads, decodes and transforms images. */

import {parentPort} from 'node:worker_threads';
import {DataError} from '../../error.js';
import {readTransformed} from './image-job.js';
import {ImageReader} from './image-reader.js';
import {inOrder} from './in-order.js';
import type {Answer, Request} from './worker-messages.js';

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
  const answers = await inOrder(jobs, {atOnce: AT_ONCE}, async (job): Promise<Answer> => {
    try {
      const {data, ...shape} = await readTransformed(readers.get(reader)!, job, steps);
      // The image itself may stay in a cache, or be a part of a larger buffer: what goes away is a copy.
      return {id: job.id, image: {...shape, data: data.slice()}};
    } catch (error) {
      const {message} = error as Error;
      return {id: job.id, message, code: error instanceof DataError ? error.code : undefined};
    }
  });
  port.postMessage(
    answers,
    answers.flatMap(answer => ('image' in answer ? [answer.image.data.buffer as ArrayBuffer] : [])),
  );
}
