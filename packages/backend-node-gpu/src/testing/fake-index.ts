import {copyFile, mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {type FakeWheel, writeWheel} from './fake-wheel.js';

/**
 * A Python that knows of no other module than pip, and a pip that copies wheels from the folder $FAKE_INDEX, where a
 * wheel lies as REQUIREMENT.whl. It appends its parameters to $FAKE_INDEX/log. With $FAKE_PYTHON it finds wheels only
 * for that version of Python; what $FAKE_TENSORFLOW names is where the package `tensorflow` lies.
 */
const PYTHON = `#!${process.execPath}
const {appendFileSync, copyFileSync, existsSync, readdirSync} = require('node:fs');
const {FAKE_INDEX, FAKE_PIP = '24.0', FAKE_PYTHON, FAKE_TENSORFLOW = ''} = process.env;
const parameters = process.argv.slice(2);
const after = name => parameters[parameters.indexOf(name) + 1];
if (parameters[0] === '-c') console.log(FAKE_TENSORFLOW);
else if (parameters.join(' ') === '-m pip --version') console.log('pip ' + FAKE_PIP + ' from here (python 3.12)');
else if (parameters.slice(0, 3).join(' ') === '-m pip download') {
  const requirement = parameters.at(-1);
  const wheel = FAKE_INDEX + '/' + requirement + '.whl';
  appendFileSync(FAKE_INDEX + '/log', JSON.stringify(parameters) + '\\n');
  if (!existsSync(wheel) || (FAKE_PYTHON && after('--python-version') !== FAKE_PYTHON)) {
    console.error('ERROR: No matching distribution found for ' + requirement);
    process.exit(1);
  }
  console.log('  Downloading ' + requirement + '.whl (0.6 MB)');
  copyFileSync(wheel, process.env.TMPDIR + '/wheel');
  copyFileSync(wheel, after('--dest') + '/fetched.whl');
} else process.exit(2);
`;

/** An index of wheels, a fake Python with pip, and a cache folder, all below one temporary folder. */
export interface FakeIndex {
  readonly folder: string;
  readonly cache: string;
  /** Variables under which a setup sees nothing but this. */
  readonly environment: Record<string, string>;
  /** Puts a wheel on the index. Default requirement: `NAME==VERSION`. */
  add(wheel: FakeWheel, requirement?: string): Promise<string>;
  /** Parameters of every download so far. */
  downloads(): Promise<string[][]>;
  remove(): Promise<void>;
}

/** Makes a fake index; `remove` it after the test. */
export async function makeFakeIndex(): Promise<FakeIndex> {
  const folder = await mkdtemp(join(tmpdir(), 'residual-index-'));
  const [bin, index, cache] = [join(folder, 'bin'), join(folder, 'index'), join(folder, 'cache')];
  await mkdir(bin);
  await mkdir(index);
  await writeFile(join(bin, 'python3'), PYTHON, {mode: 0o755});
  return {
    folder,
    cache,
    environment: {PATH: bin, RESIDUAL_CACHE_DIR: cache, FAKE_INDEX: index},
    add: async (wheel, requirement = `${wheel.name}==${wheel.version}`) => {
      const path = join(index, `${requirement}.whl`);
      await copyFile(await writeWheel(join(folder, 'wheels'), wheel), path);
      return path;
    },
    downloads: async () => {
      const log = await readFile(join(index, 'log'), 'utf8').catch(() => '');
      return log.trim() === ''
        ? []
        : log
            .trim()
            .split('\n')
            .map(line => JSON.parse(line));
    },
    remove: () => rm(folder, {recursive: true, force: true}),
  };
}
