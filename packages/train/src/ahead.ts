import {nextTurn} from './turn.js';

/**
 * The same items, each asked for while its predecessor is worked on: where an engine computes beside the host, the host
 * prepares the next batch meanwhile. Leaving the loop early ends the source too.
 */
export async function* ahead<T>(items: AsyncIterable<T>): AsyncGenerator<T, void, void> {
  const iterator = items[Symbol.asyncIterator]();
  let next: Promise<IteratorResult<T, unknown>> = iterator.next();
  let isLeft = false;
  try {
    for (;;) {
      const {done, value} = await next;
      if (done) return;
      // A turn later, so that whoever takes the item has begun before the host is busy again.
      next = nextTurn().then(() => (isLeft ? {done: true, value: undefined} : iterator.next()));
      // An error belongs to the item that is asked for next, if one is.
      next.catch(() => {});
      yield value;
    }
  } finally {
    isLeft = true;
    await next.catch(() => {});
    await iterator.return?.();
  }
}
