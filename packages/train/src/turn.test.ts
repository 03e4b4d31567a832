import {afterEach, expect, test, vi} from 'vitest';
import {nextTurn} from './turn.js';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Counts turns of the event loop while `work` goes on. */
async function turnsDuring(work: () => Promise<void>): Promise<number> {
  let turns = 0;
  const {setImmediate: soon, clearImmediate: cancel} = globalThis;
  let pending = soon(function again() {
    turns++;
    pending = soon(again);
  });
  await work();
  cancel(pending);
  return turns;
}

const twenty = async (step: () => Promise<void>) => {
  for (let i = 0; i < 20; i++) await step();
};

test('settled promises alone starve the event loop', async () => {
  expect(await turnsDuring(() => twenty(async () => {}))).toBe(0);
});

test('nextTurn lets it run in Node', async () => {
  expect(await turnsDuring(() => twenty(nextTurn))).toBeGreaterThanOrEqual(10);
});

test('nextTurn lets it run where there is no setImmediate, as in browsers', async () => {
  const turns = await turnsDuring(() => {
    vi.stubGlobal('setImmediate', undefined);
    return twenty(nextTurn);
  });
  expect(turns).toBeGreaterThanOrEqual(10);
});
