import koffi from 'koffi';
import {afterEach, expect, test, vi} from 'vitest';
import {tensorflow} from '../engine.js';
import {chooseTf32} from './tf32.js';

afterEach(() => vi.unstubAllEnvs());

/** The variable as libraries of the process see it. */
function seen(): string | null {
  return koffi.load(null).func('const char* getenv(const char*)')('NVIDIA_TF32_OVERRIDE');
}

test.each([
  [undefined, undefined, null],
  [undefined, '0', '0'],
  [true, '0', null],
  [true, undefined, null],
  [false, undefined, '0'],
  [false, '1', '0'],
])('tf32 %s, where the environment says %s: %s', (tf32, before, after) => {
  vi.stubEnv('NVIDIA_TF32_OVERRIDE', before);
  chooseTf32(tf32);
  expect(seen()).toBe(after);
});

test('the engine sets it before it loads, and refuses another setting afterwards', async () => {
  vi.stubEnv('NVIDIA_TF32_OVERRIDE', undefined);
  const engine = await tensorflow({tf32: false});
  expect(seen()).toBe('0');
  expect(await tensorflow({tf32: false})).toBe(engine);
  for (const options of [{tf32: true}, {}]) {
    await expect(tensorflow(options)).rejects.toThrow(expect.objectContaining({code: 'ALREADY_LOADED'}));
  }
  expect(seen()).toBe('0');
});
