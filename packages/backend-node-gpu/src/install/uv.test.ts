import {cp, mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {libraryContent} from '../testing/fake-wheel.js';
import {libraryPaths} from './contents.js';
import {chooseWheel, currentHost} from './platform.js';
import {setup} from './setup.js';

const {name, version} = chooseWheel(currentHost(), {gpu: false});
const {library, framework} = libraryPaths();
const SHA256 = '-d1gPNV3nzYOKT0paeYC0KjtqVlgczY6R4ZgIL8HrQ8';

let folder: string;
let environment: Record<string, string>;

/** A uv that copies an unpacked wheel into the folder after `--target`. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'residual-uv-'));
  const wheel = join(folder, 'wheel');
  await mkdir(join(wheel, 'tensorflow'), {recursive: true});
  await mkdir(join(wheel, `tensorflow-${version}.dist-info`));
  await writeFile(join(wheel, library), libraryContent('uv'));
  await writeFile(join(wheel, framework), libraryContent('uv'));
  await writeFile(join(wheel, `tensorflow-${version}.dist-info`, 'METADATA'), 'Name: tensorflow\n');
  const record = [library, framework].map(path => `${path},sha256=${SHA256},320000\n`).join('');
  await writeFile(join(wheel, `tensorflow-${version}.dist-info`, 'RECORD'), record);
  await mkdir(join(folder, 'bin'));
  const program = `#!${process.execPath}
    const parameters = process.argv.slice(2);
    if (parameters[0] === '--version') console.log('uv 0.9.0 (test)');
    else if (parameters.at(-1) !== '${name}==${version}') process.exit(1);
    else require('node:fs').cpSync('${wheel}', parameters[parameters.indexOf('--target') + 1], {recursive: true});`;
  await writeFile(join(folder, 'bin', 'uv'), program, {mode: 0o755});
  environment = {PATH: join(folder, 'bin'), RESIDUAL_CACHE_DIR: join(folder, 'cache')};
});
afterEach(() => rm(folder, {recursive: true, force: true}));

const run = () => setup({environment, verify: async () => ({version, devices: []})});

test('uv serves where there is no pip', async () => {
  const found = await run();
  expect(await readFile(found.library)).toEqual(libraryContent('uv'));
});

test('what uv unpacked is checked too', async () => {
  await cp(join(folder, 'bin', 'uv'), join(folder, 'wheel', framework), {force: true});
  await expect(run()).rejects.toMatchObject({code: 'DAMAGED'});
});
