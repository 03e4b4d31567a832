import {resolve} from 'node:path';
import {afterEach, expect, test, vi} from 'vitest';
import {dataFolder} from './data-folder.js';

afterEach(() => vi.unstubAllEnvs());

test('follows RESIDUAL_DATA_DIR', () => {
  vi.stubEnv('RESIDUAL_DATA_DIR', 'some/where');
  expect(dataFolder()).toBe(resolve('some/where'));
});

test.each([undefined, ''])('is in the cache folder of the platform when RESIDUAL_DATA_DIR is %j', value => {
  vi.stubEnv('RESIDUAL_DATA_DIR', value);
  expect(dataFolder()).toMatch(/residual[\\/](Cache[\\/])?data$/);
});

test.runIf(process.platform === 'linux')('follows XDG_CACHE_HOME on Linux', async () => {
  vi.stubEnv('RESIDUAL_DATA_DIR', undefined);
  vi.stubEnv('XDG_CACHE_HOME', '/elsewhere');
  vi.resetModules();
  const fresh = await import('./data-folder.js');
  expect(fresh.dataFolder()).toBe('/elsewhere/residual/data');
});
