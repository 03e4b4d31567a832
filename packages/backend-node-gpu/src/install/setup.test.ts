import {mkdir, readdir, readFile, stat, truncate, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {EngineError} from '../errors.js';
import {type FakeIndex, makeFakeIndex} from '../testing/fake-index.js';
import {tensorFlowFiles} from '../testing/fake-wheel.js';
import {libraryPaths} from './contents.js';
import {findTensorFlow} from './find.js';
import {chooseWheel, currentHost} from './platform.js';
import {installedSize, removeSetup} from './remove.js';
import {type SetupOptions, type SetupProgress, setup} from './setup.js';

const {name, version} = chooseWheel(currentHost(), {gpu: false});
const requirement = `${name}==${version}`;
const works = async () => ({version, devices: [{name: 'CPU:0', type: 'CPU'}]});

let index: FakeIndex;
let root: string;

beforeEach(async () => {
  index = await makeFakeIndex();
  root = join(index.cache, 'tensorflow');
});
afterEach(() => index.remove());

function run(options: SetupOptions = {}) {
  return setup({environment: index.environment, verify: works, ...options});
}

/** Everything below the cache but the files of installations. */
async function leftovers(): Promise<string[]> {
  const names = await readdir(root).catch(() => []);
  const installed = await findTensorFlow({environment: index.environment});
  return names.filter(entry => entry !== 'installation.json' && !installed?.library.includes(entry));
}

describe('an installation', () => {
  test('holds the libraries and the notices, and nothing else', async () => {
    await index.add({name, version});
    const progress: SetupProgress[] = [];
    const verify = vi.fn(works);
    const found = await run({verify, onProgress: event => progress.push(event)});

    expect(found).toMatchObject({source: 'cache', version});
    const {library} = libraryPaths();
    expect(await readFile(found.library)).toEqual(tensorFlowFiles(version)[library]);
    expect(await findTensorFlow({environment: index.environment})).toEqual(found);
    expect(verify).toHaveBeenCalledWith(found.library, expect.anything());
    const folder = found.library.slice(0, -library.length);
    const files = (await readdir(folder, {recursive: true})).filter(
      path => /\.\w+$/.test(path) || path.endsWith('METADATA'),
    );
    expect(files).toContain('tensorflow/THIRD_PARTY_NOTICES.txt');
    expect(files).not.toContain('tensorflow/include/tensorflow.h');
    expect(await leftovers()).toEqual([]);

    expect([...new Set(progress.map(({phase}) => phase))]).toEqual(['download', 'unpack', 'verify']);
    for (const phase of ['download', 'unpack', 'verify']) {
      const fractions = progress.filter(event => event.phase === phase).map(({fraction}) => fraction);
      expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
      expect(fractions.at(-1)).toBe(1);
    }
  });

  test('that is there answers at once', async () => {
    await index.add({name, version});
    const first = await run();
    const onProgress = vi.fn();
    expect(await run({onProgress})).toEqual(first);
    expect(onProgress).not.toHaveBeenCalled();
    expect(await index.downloads()).toHaveLength(1);
  });

  test('is made once by two setups at the same time', async () => {
    await index.add({name, version});
    const phases: string[] = [];
    const onProgress = ({phase}: SetupProgress) => phases.push(phase);
    const [first, second] = await Promise.all([run({onProgress}), run({onProgress})]);
    expect(second).toEqual(first);
    expect(phases).toContain('wait');
    expect(await index.downloads()).toHaveLength(1);
  });

  test('is replaced by another version, or by force', async () => {
    await index.add({name, version});
    await index.add({name, version: '2.18.0'});
    await run({version: '2.18.0'});
    expect(await run()).toMatchObject({version: '2.18.0'});
    const newer = await run({version});
    expect(newer.version).toBe(version);
    const again = await run({force: true});
    expect(again.library).not.toBe(newer.library);
    expect(await leftovers()).toEqual([]);
  });

  test('that was damaged is not found, and is made anew', async () => {
    await index.add({name, version});
    const {library} = await run();
    await truncate(library, 1000);
    expect(await findTensorFlow({environment: index.environment})).toBeUndefined();
    const mended = await run();
    expect((await stat(mended.library)).size).toBe(320_000);
  });

  test('tells its size and can be removed', async () => {
    await index.add({name, version});
    await run();
    const bytes = await installedSize({environment: index.environment});
    expect(bytes).toBeGreaterThan(640_000);
    expect(await removeSetup({environment: index.environment})).toBe(bytes);
    expect(await installedSize({environment: index.environment})).toBe(0);
    expect(await removeSetup({environment: index.environment})).toBe(0);
    expect(await findTensorFlow({environment: index.environment})).toBeUndefined();
    expect(await readdir(index.cache)).toEqual([]);
  });

  test.skipIf(currentHost().platform !== 'linux' || process.arch !== 'x64')('for a GPU lays CUDA beside', async () => {
    const requires = [
      'numpy',
      'nvidia-cublas-cu12<13.0,>=12.5; extra == "and-cuda"',
      'nvidia-nvcc-cu12; extra == "and-cuda"',
    ];
    await index.add({name: 'tensorflow', version, requires});
    const cublas = {'nvidia/cublas/lib/libcublas.so.12': 'library', 'nvidia/cublas/include/cublas.h': 'header'};
    await index.add({name: 'nvidia-cublas-cu12', version: '12.9', files: cublas}, 'nvidia-cublas-cu12<13.0,>=12.5');
    const nvcc = {'nvidia/cuda_nvcc/bin/ptxas': 'program', 'nvidia_nvcc_cu12-12.9.dist-info/License.txt': 'licence'};
    await index.add({name: 'nvidia-nvcc-cu12', version: '12.9', files: nvcc}, 'nvidia-nvcc-cu12');
    const {library} = await run({gpu: true});
    const beside = join(library, '..', '..', 'nvidia');
    expect(await readFile(join(beside, 'cublas/lib/libcublas.so.12'), 'utf8')).toBe('library');
    expect((await stat(join(beside, 'cuda_nvcc/bin/ptxas'))).mode & 0o111).toBe(0o111);
    expect(await readdir(join(beside, 'cublas'))).toEqual(['lib']);
    expect(await readFile(join(beside, '../nvidia_nvcc_cu12-12.9.dist-info/License.txt'), 'utf8')).toBe('licence');
    expect((await run()).library).toBe(library);
  });
});

describe('fetching', () => {
  test('takes a wheel for whatever Python there is one, for this system', async () => {
    await index.add({name, version});
    await run({environment: {...index.environment, FAKE_PYTHON: '3.10'}});
    const tried = await index.downloads();
    expect(tried.at(-1)).toEqual(
      expect.arrayContaining(['--abi', 'cp310', '--only-binary=:all:', '--platform', requirement]),
    );
  });

  test.each([
    ['no such version', {version: '2.99.0'}, 'SETUP_FAILED', /2\.99\.0.*version right/],
    ['what is no version', {version: 'latest'}, 'SETUP_FAILED', /such as 2\.21\.0, got "latest"/],
  ] as const)('refuses %s', async (_, options, code, message) => {
    await expect(run(options)).rejects.toMatchObject({code, message: expect.stringMatching(message)});
    expect(await leftovers()).toEqual(await leftovers().then(names => names.filter(entry => entry === 'downloads')));
  });

  test.each([
    ['neither pip nor uv', {PATH: '/nowhere'}],
    ['only a pip that is too old', {FAKE_PIP: '20.2.4'}],
  ])('says what to do with %s', async (_, variables) => {
    await index.add({name, version});
    const failed = run({environment: {...index.environment, ...variables}});
    await expect(failed).rejects.toMatchObject({
      code: 'SETUP_FAILED',
      message: expect.stringContaining('install Python'),
    });
  });

  test('refuses a wheel without the library', async () => {
    await index.add({name, version, files: {'tensorflow/__init__.py': ''}});
    await expect(run()).rejects.toMatchObject({
      code: 'SETUP_FAILED',
      message: expect.stringContaining('2.16.1 or later'),
    });
  });

  test('refuses a cache folder that is a file', async () => {
    const RESIDUAL_CACHE_DIR = join(index.folder, 'file');
    await writeFile(RESIDUAL_CACHE_DIR, '');
    const failed = run({environment: {...index.environment, RESIDUAL_CACHE_DIR}});
    await expect(failed).rejects.toMatchObject({
      code: 'SETUP_FAILED',
      message: expect.stringContaining('RESIDUAL_CACHE_DIR'),
    });
  });
});

describe('a failure leaves the former installation and no partial one', () => {
  const {library} = libraryPaths();
  const corrupt = async (path: string) => {
    const bytes = await readFile(path);
    bytes.fill(0xff, 1000, 200_000);
    await writeFile(path, bytes);
  };
  const other = '2.18.0';

  test.each([
    [
      'a wrong checksum',
      (path: string) => index.add({name, version: other, digests: {[library]: 'A'.repeat(43)}}).then(() => path),
    ],
    ['a corrupted wheel', corrupt],
    ['a truncated wheel', (path: string) => truncate(path, 100_000)],
    ['no wheel at all', (path: string) => writeFile(path, '<html>not found</html>')],
  ])('after %s', async (_, spoil) => {
    await index.add({name, version});
    const former = await run();
    await spoil(await index.add({name, version: other}));
    await expect(run({version: other})).rejects.toMatchObject({code: 'DAMAGED'});
    expect(await findTensorFlow({environment: index.environment})).toEqual(former);
    expect((await leftovers()).filter(entry => entry !== 'downloads')).toEqual([]);
    expect(await readdir(join(root, 'downloads'))).toEqual([]);
  });

  test('after a library that does not work', async () => {
    await index.add({name, version});
    const former = await run();
    const verify = () => Promise.reject(new EngineError('LOAD_FAILED', 'it crashed'));
    await expect(run({force: true, verify})).rejects.toMatchObject({code: 'LOAD_FAILED'});
    expect(await findTensorFlow({environment: index.environment})).toEqual(former);
    expect(await leftovers()).toEqual(['downloads']);
  });

  test('after an interruption, and the next setup goes on with the wheel that had come', async () => {
    await index.add({name, version});
    const stop = new AbortController();
    const onProgress = ({phase}: SetupProgress) => {
      if (phase === 'unpack') stop.abort();
    };
    await expect(run({signal: stop.signal, onProgress})).rejects.toMatchObject({name: 'AbortError'});
    expect(await leftovers()).toEqual(['downloads']);
    expect(await findTensorFlow({environment: index.environment})).toBeUndefined();
    expect(await run()).toMatchObject({version});
    expect(await index.downloads()).toHaveLength(1);
  });

  test('after a kill, whose remains the next setup clears', async () => {
    await index.add({name, version});
    await mkdir(join(root, `${name}-${version}-killed`, 'tensorflow'), {recursive: true});
    await mkdir(join(root, 'downloads', 'partial-killed'), {recursive: true});
    await mkdir(join(root, 'downloads', requirement));
    await writeFile(join(root, 'downloads', requirement, 'half.whl'), 'PK half of a wheel');
    expect(await findTensorFlow({environment: index.environment})).toBeUndefined();
    expect(await run()).toMatchObject({version});
    expect(await leftovers()).toEqual([]);
    expect(await index.downloads()).toHaveLength(1);
  });
});
