import {execFile} from 'node:child_process';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {expect, test} from 'vitest';

/** Room for what allocators and Node do on their own; a leak of the weights alone would be 166 MB in 2,000 steps. */
const ALLOWANCE = 48 * 2 ** 20;

/** The young part of Node's heap stays small: how far it grows before it is collected differs between versions. */
const FLAGS = ['--expose-gc', '--max-semi-space-size=4'];

/** What 2,000 steps add to what 100 have left, in a process of its own. */
async function growth(engine: string): Promise<{tensors: number; resident: number}> {
  const script = join(import.meta.dirname, '../memory/growth.mjs');
  const {stdout} = await promisify(execFile)(process.execPath, [...FLAGS, script, engine]);
  return JSON.parse(stdout);
}

test.each(['compiled', 'wasm'])('2,000 steps leave memory where it was after 100: %s', async engine => {
  const {tensors, resident} = await growth(engine);
  expect(tensors).toBe(0);
  expect(resident).toBeLessThan(ALLOWANCE);
});

// Of its resident memory, malloc loses some to fragmentation before glibc 2.38: see docs/performance.md.
test('2,000 steps leave no tensor behind: eager', async () => {
  expect((await growth('eager')).tensors).toBe(0);
});
