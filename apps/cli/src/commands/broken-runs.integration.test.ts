import {copyFile, mkdir, readFile, truncate, writeFile} from 'node:fs/promises';
import {beforeAll, expect, test} from 'vitest';
import {EXIT} from '../exit-codes.js';
import {useWorkplace} from '../testing/residual.js';

const {at, residual} = useWorkplace();
const small = '--engine wasm --data.take 256 --epochs 1';

beforeAll(() => residual(`train digits ${small}`));

test('a folder that is no run is never emptied', async () => {
  await mkdir(at('runs/thesis'));
  await writeFile(at('runs/thesis/chapter.txt'), 'two years of work');
  const {code, stderr} = await residual(`train digits ${small} --name thesis --overwrite`);
  expect(stderr).toContain('is not a run, so it is not overwritten');
  expect(code).toBe(2);
  expect(await readFile(at('runs/thesis/chapter.txt'), 'utf8')).toBe('two years of work');
});

test.each([
  ['a path through a file', 'file/run'],
  ['a place where nothing can be made', '/proc/run'],
])('%s', async (_, out) => {
  await writeFile(at('file'), '');
  const {code, stderr} = await residual(`train digits ${small} --out ${out}`);
  expect(stderr).toContain(`Cannot make the run folder ${out}`);
  expect(stderr).toContain('Choose a place that can be written to with --out.');
  expect(code).toBe(EXIT.run.code);
});

test('a checkpoint of another run, and one cut short', async () => {
  await residual(`train digits ${small} --name other --optimizer.momentum 0`);
  await copyFile(at('runs/other/checkpoints/last.safetensors'), at('runs/digits/checkpoints/last.safetensors'));
  const foreign = await residual('train --resume digits --epochs 2');
  expect(foreign.stderr).toContain('momentum');
  expect(foreign.code).toBe(EXIT.run.code);
  await truncate(at('runs/other/checkpoints/last.safetensors'), 1000);
  for (const line of ['train --resume other --epochs 2', 'eval other --engine wasm']) {
    const {code, stderr} = await residual(line);
    expect(stderr).toMatch(/^residual: .*checkpoint/m);
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(EXIT.run.code);
  }
});

test('a loss that is not finite', async () => {
  const {code, stderr} = await residual(`train digits ${small} --learning-rate 1e20 --name wild`);
  expect(stderr).toContain('at learning rate 100000000000000000000; the last good checkpoint: none');
  expect(code).toBe(EXIT.diverged.code);
});

test('an image that is none, and one that is not there', async () => {
  await writeFile(at('text.png'), 'no picture');
  for (const file of ['text.png', 'none.png']) {
    const {code, stderr} = await residual(`predict digits ${file} --engine wasm`);
    expect(stderr).toContain(file);
    expect(code).toBe(EXIT.data.code);
  }
});

test('a run that is not there: those that are are named', async () => {
  const {code, stderr} = await residual('eval digit');
  expect(stderr).toMatch(/^residual: There is no run "digit"\.\n {2}Did you mean digits\? Runs here: digits/);
  expect(code).toBe(2);
});
