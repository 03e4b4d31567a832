import 'fake-indexeddb/auto';
import {expect, test} from 'vitest';
import {deleteRun, listRuns, type StoredRun, storeRun} from './runs.js';

const run = (id: string, added: number): StoredRun => ({id, name: id, added, about: {}, epochs: []});

test('runs are there in their order until they are deleted', async () => {
  await storeRun(run('second', 2));
  await storeRun(run('first', 1));
  expect((await listRuns()).map(({id}) => id)).toEqual(['first', 'second']);
  await deleteRun('first');
  expect(await listRuns()).toEqual([run('second', 2)]);
});
