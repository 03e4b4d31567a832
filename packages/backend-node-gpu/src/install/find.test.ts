import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {type FakeIndex, makeFakeIndex} from '../testing/fake-index.js';
import {findTensorFlow} from './find.js';
import {libraryNames} from './libraries.js';
import {chooseWheel, currentHost} from './platform.js';
import {setup} from './setup.js';

const names = libraryNames();
const plain = names.library.replace('_cc', '');

let folder: string;
let index: FakeIndex;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'residual-find-'));
  index = await makeFakeIndex();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, {recursive: true, force: true});
  await index.remove();
});

/** Empty files with these names in a folder below the test's. */
async function files(at: string, ...entries: string[]): Promise<string> {
  await mkdir(join(folder, at), {recursive: true});
  for (const entry of entries) await writeFile(join(folder, at, entry), '');
  return join(folder, at);
}

describe('a path that the caller names', () => {
  test.each([
    ['the library', '', names.library],
    ['its folder', '', ''],
    ['the folder of the package', 'tensorflow', ''],
    ['the folder of a plain libtensorflow', 'lib', ''],
  ])('may be %s', async (_, at, entry) => {
    const holder = await files(at, names.library, names.framework);
    const found = await findTensorFlow({library: join(folder, entry), environment: {RESIDUAL_TENSORFLOW: '/nowhere'}});
    const [library, framework] = [join(holder, names.library), join(holder, names.framework)];
    expect(found).toEqual({library, framework, source: 'option'});
  });

  test('may come from RESIDUAL_TENSORFLOW', async () => {
    const holder = await files('lib', plain, names.framework);
    const found = await findTensorFlow({environment: {RESIDUAL_TENSORFLOW: folder}});
    expect(found).toMatchObject({library: join(holder, plain), source: 'environment'});
  });

  test.each([
    ['does not exist', [], 'nothing', /does not exist/],
    ['is an empty folder', [], '', /expected libtensorflow_cc.* and libtensorflow_framework.* in it/],
    [
      'is a library without the framework',
      [names.library],
      names.library,
      /expected libtensorflow_framework.* beside it/,
    ],
    ['is the framework', [names.framework], names.framework, /expected the library beside it, libtensorflow_cc/],
  ])('is an error when it %s', async (_, entries, entry, message) => {
    await files('', ...entries);
    const expected = {code: 'NOT_FOUND', message: expect.stringMatching(message)};
    await expect(findTensorFlow({library: join(folder, entry)})).rejects.toMatchObject(expected);
    const environment = {...index.environment, RESIDUAL_TENSORFLOW: join(folder, entry)};
    await expect(findTensorFlow({environment})).rejects.toMatchObject(expected);
  });
});

describe('without a named path', () => {
  test('a TensorFlow of the active Python serves, with its version', async () => {
    const holder = await files('site-packages/tensorflow', names.library, names.framework);
    await files('site-packages/tensorflow_cpu-2.20.0.dist-info', 'METADATA');
    const found = await findTensorFlow({environment: {...index.environment, FAKE_TENSORFLOW: holder}});
    expect(found).toMatchObject({library: join(holder, names.library), source: 'python', version: '2.20.0'});
  });

  test('the active virtual environment comes before the Python on the path', async () => {
    const holder = await files('ours/tensorflow', names.library, names.framework);
    const bin = await files('environment/bin');
    await writeFile(join(bin, 'python'), `#!/bin/sh\necho ${holder}\n`, {mode: 0o755});
    const theirs = await files('theirs/tensorflow', names.library, names.framework);
    const environment = {...index.environment, FAKE_TENSORFLOW: theirs};
    expect(await findTensorFlow({environment})).toMatchObject({library: join(theirs, names.library)});
    const active = {...environment, VIRTUAL_ENV: join(folder, 'environment')};
    expect(await findTensorFlow({environment: active})).toMatchObject({library: join(holder, names.library)});
  });

  test('our installation comes before that of Python', async () => {
    const {name, version} = chooseWheel(currentHost(), {gpu: false});
    await index.add({name, version});
    const verify = async () => ({version, devices: []});
    const installed = await setup({environment: index.environment, verify});
    const holder = await files('tensorflow', names.library, names.framework);
    const environment = {...index.environment, FAKE_TENSORFLOW: holder};
    expect(await findTensorFlow({environment})).toEqual(installed);
  });

  test("the library of tfjs-node's installer serves, found from the working folder", async () => {
    await files('node_modules/@tensorflow/tfjs-node');
    await writeFile(
      join(folder, 'node_modules/@tensorflow/tfjs-node/package.json'),
      '{"name": "@tensorflow/tfjs-node"}',
    );
    const holder = await files('node_modules/@tensorflow/tfjs-node/deps/lib', plain, names.framework);
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
    const found = await findTensorFlow({environment: index.environment});
    expect(found).toEqual({
      library: join(holder, plain),
      framework: join(holder, names.framework),
      source: 'tfjs-node',
    });
  });

  test('a Python package without the libraries does not count', async () => {
    const holder = await files('tensorflow', '__init__.py');
    expect(await findTensorFlow({environment: {...index.environment, FAKE_TENSORFLOW: holder}})).toBeUndefined();
  });

  test('there may be none', async () => {
    expect(await findTensorFlow({environment: {...index.environment, PATH: '/nowhere'}})).toBeUndefined();
  });
});
