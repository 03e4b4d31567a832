import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {EngineError} from '../errors.js';
import {libraryNames} from '../install/libraries.js';
import {diagnose} from './diagnose.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'residual-diagnose-'));
  for (const name of Object.values(libraryNames())) await writeFile(join(folder, name), '');
});
afterEach(() => rm(folder, {recursive: true, force: true}));

const environment = () => ({PATH: '/nowhere', RESIDUAL_CACHE_DIR: join(folder, 'cache')});
const works = async () => ({version: '2.21.0', devices: [{name: 'CPU:0', type: 'CPU'}]});

test('an engine that works is reported with its version and devices', async () => {
  const found = await diagnose({library: folder, environment: environment(), verify: works});
  expect(found.engine).toMatchObject({source: 'option', version: '2.21.0', devices: [{type: 'CPU'}]});
  expect(found.node).toBe(process.versions.node);
  expect(found.memory.total).toBeGreaterThan(found.memory.free);
  expect(found.gpus).toEqual([]);
});

test('an engine that fails is a problem, not an error', async () => {
  const verify = () => Promise.reject(new EngineError('LOAD_FAILED', 'it crashed'));
  const found = await diagnose({library: folder, environment: environment(), verify});
  expect(found.engine).toMatchObject({failure: 'it crashed', devices: []});
  expect(found.problems[0]).toMatchObject({problem: 'it crashed'});
});

test('a wrong path is a problem, not an error', async () => {
  const named = {...environment(), RESIDUAL_TENSORFLOW: '/nowhere'};
  const found = await diagnose({environment: named, verify: works});
  expect(found.engine).toBeUndefined();
  expect(found.problems[0]?.problem).toMatch(/RESIDUAL_TENSORFLOW names \/nowhere/);
});

test('no TensorFlow is a problem with a mend', async () => {
  const found = await diagnose({environment: environment(), verify: works});
  expect(found.engine).toBeUndefined();
  expect(found.problems[0]?.mend).toMatch(/residual setup/);
});
