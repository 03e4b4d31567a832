import {mkdir, mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {resolveRecipe} from '../recipe/resolve.js';
import {digits} from '../recipes/digits.js';
import {newRunConfig, writeRunConfig} from '../run/config.js';
import {runFolder} from '../run/folder.js';
import {residualHere} from '../testing/residual.js';

let place: string;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'residual-report-'));
  await writeRun('first', {accuracies: [0.5, 0.75, 0.7], model: 'mnist-residual', tested: 0.72});
  await writeRun('second', {accuracies: [0.4], model: 'mnist-plain'});
  await writeRun('elsewhere/first', {accuracies: [], model: 'mnist-plain'});
});
afterAll(() => rm(place, {recursive: true}));

interface WrittenRun {
  readonly accuracies: readonly number[];
  readonly model: string;
  readonly tested?: number;
}

/** A run of 1,000 images and 2 s an epoch, as `residual train` leaves it. */
async function writeRun(name: string, {accuracies, model, tested}: WrittenRun): Promise<void> {
  const folder = runFolder(join(place, name));
  await mkdir(folder.path, {recursive: true});
  const recipe = resolveRecipe({input: {...digits, model: {name: model}, epochs: 3}, source: 'digits'});
  const engine = {name: 'wasm', version: '4.22.0', parts: 1, compile: true} as const;
  await writeRunConfig(folder, newRunConfig({recipe, engine, classes: ['0', '1'], inputShape: [28, 28, 1]}));
  const result = (accuracy: number, samples: number) => ({loss: 1 - accuracy, accuracy, correct: 1, samples});
  const start = {
    type: 'start',
    resumed: false,
    step: 0,
    epoch: 0,
    batch: 0,
    epochs: 3,
    batches: 32,
    parameters: 12_345,
  };
  const epochs = accuracies.map((accuracy, epoch) => {
    const both = {train: result(accuracy, 1000), valid: result(accuracy, 100)};
    return {type: 'epoch', epoch, step: 32, ...both, seconds: 2, learningRate: 0.02};
  });
  const lines = [...(epochs.length > 0 ? [start] : []), ...epochs].map(event => `${JSON.stringify(event)}\n`);
  await writeFile(folder.log, `${lines.join('')}{"type":"epoch","cut o`);
  if (tested === undefined) return;
  await writeFile(folder.test, JSON.stringify({...result(tested, 100), confusion: [[1]]}));
}

const at = (...parts: string[]) => join(place, ...parts);

describe('residual report of several runs', () => {
  test('prints their figures beside each other, and writes nothing', async () => {
    const before = await readdir(place, {recursive: true});
    const {code, stdout} = await residualHere(['report', at('first'), at('second')]);
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      'run     parameters  images  epochs  precision  test     best            last   time  images/s',
      'first       12,345   1,000  3       float32    72.00 %  75.00 % (2)  70.00 %  6.0 s       500',
      'second      12,345   1,000  1 of 3  float32             40.00 % (1)  40.00 %  2.0 s       500',
    ]);
    expect(await readdir(place, {recursive: true})).toEqual(before);
  });

  test('writes a page, a table and a picture', async () => {
    const out = at('compared');
    const {code, stdout} = await residualHere(['report', at('first'), at('second'), '--out', out]);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(join(out, 'comparison.html'));
    expect((await readdir(out)).sort()).toEqual(['html', 'md', 'png', 'svg'].map(ending => `comparison.${ending}`));
    const read = (ending: string) => readFile(join(out, `comparison.${ending}`), 'utf8');
    const picture = await read('svg');
    for (const word of ['first', 'second', 'validation loss', 'validation accuracy']) {
      expect(picture).toContain(`>${word}</text>`);
    }
    expect(picture.match(/aria-roledescription="line mark"/g)).toHaveLength(4);
    expect((await read('md')).split('\n')[1]).toMatch(/^\|---\|--:\|/);
    expect((await read('md')).split('\n')[2]).toContain('| first | 12,345 | 1,000 | 3 | float32 | 72.00 % |');
    expect(await read('md')).toContain('| 1 | 50.00 % | 40.00 % |\n| 2 | 75.00 % |  |\n');
    const page = await read('html');
    expect(page).toContain('<td>2</td><td>75.00 %</td><td></td>');
    expect(page).toContain('<td>model.name</td><td>mnist-residual</td><td>mnist-plain</td>');
    expect(page).not.toMatch(/(src|href)=|@import/);
  });

  test('with --json is one object', async () => {
    const {stdout} = await residualHere(['report', at('first'), at('second'), '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      runs: [
        {name: 'first', model: 'mnist-residual', seconds: 6, best: {accuracy: 0.75, epoch: 2}, test: {accuracy: 0.72}},
        {name: 'second', epochs: {done: 1, planned: 3}, imagesPerSecond: 500},
      ],
    });
  });

  test('tells runs of one name apart by their paths, and takes those that have done nothing yet', async () => {
    const {code, stdout} = await residualHere(['report', at('first'), at('elsewhere/first'), '--out', at('apart')]);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^${at('elsewhere/first')} +0 of 3 `, 'm'));
  });

  test.each([
    ['one run', ['first', '--out', 'x'], 'Name more runs'],
    ['an unknown run', ['first', 'third'], 'There is no run'],
  ])('refuses %s with --out', async (_, words, message) => {
    const {code, stderr} = await residualHere(['report', ...words.map(word => (word === '--out' ? word : at(word)))]);
    expect({code, stderr}).toEqual({code: 2, stderr: expect.stringContaining(message)});
  });
});
