import 'fake-indexeddb/auto';
import {expect, test} from 'vitest';
import {deleteModel, listModels, loadModelFiles, saveModel} from './models.js';

const files = {modelTopology: {}, weightData: Uint8Array.of(1, 2, 3).buffer};

test('a model is there until it is deleted', async () => {
  const about = {name: 'mine', kind: 'photos', classes: ['cat', 'dog'], accuracy: 0.9} as const;
  const id = await saveModel(about, files);
  const digits = await saveModel({name: 'digits', kind: 'digits', classes: ['0', '1']}, files);

  expect(await listModels('photos')).toEqual([{...about, id, made: expect.any(Number)}]);
  expect((await listModels()).map(model => model.id).sort()).toEqual([id, digits].sort());
  expect(await loadModelFiles(id)).toEqual(files);

  await deleteModel(id);
  expect(await listModels('photos')).toEqual([]);
  expect(await loadModelFiles(id)).toBeUndefined();
});
