import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {findTensorFlow} from './find.js';
import {libraryNames} from './libraries.js';

/** The built module: the self-test that it starts is a program. */
const built = new URL('../../dist/install/verify.js', import.meta.url).href;
const {verifyLibrary} = (await import(built)) as typeof import('./verify.js');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'residual-verify-'));
});
afterEach(() => rm(folder, {recursive: true, force: true}));

test('the TensorFlow of this machine passes, and tells its devices', async () => {
  const found = await findTensorFlow();
  if (!found) throw new Error('expected a TensorFlow to test with; run `residual setup`');
  const {version, devices} = await verifyLibrary(found.library);
  expect(version).toMatch(/^2\.\d+\.\d+/);
  expect(devices).toContainEqual(expect.objectContaining({type: 'CPU'}));
});

test('what is no library fails with the words of the loader', async () => {
  for (const name of Object.values(libraryNames())) await writeFile(join(folder, name), 'not a library');
  const failed = verifyLibrary(join(folder, libraryNames().library));
  await expect(failed).rejects.toMatchObject({code: 'LOAD_FAILED', message: expect.stringContaining(folder)});
});

test('a process that is ended by force says so', async () => {
  const environment = {
    ...process.env,
    NODE_OPTIONS: `--import=data:text/javascript,process.kill(process.pid,'SIGILL')`,
  };
  const failed = verifyLibrary(join(folder, 'library'), {environment});
  await expect(failed).rejects.toMatchObject({message: expect.stringContaining('lacks instructions')});
});
