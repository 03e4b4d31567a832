import {expect, test} from 'vitest';
import {wasm} from './index.js';

test('files that are not where they are said to be are a clear error', async () => {
  await expect(wasm({paths: '/nowhere/'})).rejects.toMatchObject({
    code: 'LOAD_FAILED',
    message: expect.stringContaining('/nowhere/'),
  });
});
