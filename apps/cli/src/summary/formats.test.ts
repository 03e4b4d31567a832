import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {residualHere} from '../testing/residual.js';

const run = (line: string) => residualHere(line.split(' '));

test.each<[string, string]>([
  ['mnist-residual', 'rblock1  [3x3, 16; 3x3, 16]'],
  ['mnist-residual --by block', 'rblock1  12x12x16  identity'],
  ['mnist-residual --by layer', 'rblock1.conv1.relu  Activation'],
  ['mnist-residual --input 20x20x1 --classes 3', 'mnist-residual, 20x20x1 to 3'],
  ['mnist-residual mnist-plain', 'parameters             41,514           41,514'],
  ['mnist-residual --format mermaid', 'flowchart TD'],
  ['mnist-residual --format svg', '<svg xmlns="http://www.w3.org/2000/svg"'],
  ['cifar10-notebook --style notebook', 'block 1 output: [1, 64, 45, 45]\nblock 2 output: [1, 64, 22, 22]'],
  ['fashion-notebook --style notebook', 'torch.Size([1, 64, 56, 56])'],
  ['fashion-notebook --style notebook --input 96x96x1', 'torch.Size([1, 64, 24, 24])'],
])('summary %s', async (line, part) => {
  expect(await run(`summary ${line}`)).toMatchObject({code: 0, stdout: expect.stringContaining(part), stderr: ''});
});

test('--format json is --json: one object, or an array of several', async () => {
  const [one, same, several] = await Promise.all([
    run('summary mnist-residual --json'),
    run('summary mnist-residual --format json'),
    run('summary mnist-residual mnist-plain --json'),
  ]);
  expect(same).toEqual(one);
  expect(JSON.parse(one.stdout)).toMatchObject({name: 'mnist-residual', parameters: 41514, multiplyAdds: 2013184});
  expect(JSON.parse(several.stdout).map(({name}: {name: string}) => name)).toEqual(['mnist-residual', 'mnist-plain']);
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'residual-summary-'));
});
afterAll(() => rm(folder, {recursive: true}));

test('--out writes a file, and says so', async () => {
  const path = join(folder, 'net.svg');
  expect(await run(`summary mnist-residual --format svg --out ${path}`)).toEqual({
    code: 0,
    stdout: '',
    stderr: `Wrote ${path}.\n`,
  });
  expect(await readFile(path, 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
});

test.each<[string, string]>([
  ['mnist-residual mnist-plain --format svg', '--format svg draws one network.'],
  ['mnist-residual mnist-plain --by layer', '--by is for one network'],
  ['mnist-residual --format svg --by layer', '--by is for text.'],
  ['mnist-residual --json --style notebook', '--style notebook is for text.'],
  ['mnist-residual --by layer --style notebook', '--by does not go with --style notebook.'],
  ['mnist-residual --format png', "argument 'png' is invalid"],
  ['resnet18 --input 0x8x3', '--input is "0x8x3".'],
])('wrong usage: %s', async (line, what) => {
  const {code, stdout, stderr} = await run(`summary ${line}`);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(what);
});
