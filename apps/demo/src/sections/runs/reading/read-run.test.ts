import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {groupFiles, isRunFile, nameOf, type RunFile} from './group-files.js';
import {readRun} from './read-run.js';

const example = (name: string) => readFileSync(new URL(`../example/${name}`, import.meta.url), 'utf8');
const LOG = example('log.jsonl');

function file(path: string, content = ''): RunFile {
  return {path, file: new File([content], path.split('/').at(-1)!)};
}

/** A report as `residual report` writes it, as far as it matters. */
function report(data: unknown): string {
  const json = typeof data === 'string' ? data : JSON.stringify(data);
  return `<!doctype html>\n<title>x: a run of residual</title>\n<script type="application/json" id="residual-run">${json}</script>\n`;
}

const half = {loss: 0.5, accuracy: 0.5, correct: 2, samples: 4};
const epochEvent = {type: 'epoch', epoch: 0, step: 4, train: half, valid: half, seconds: 1, learningRate: 0.1};
const DATA = {
  format: 'residual-report-1',
  name: 'trial',
  recipe: {name: 'digits', model: {name: 'mnist-plain'}, epochs: 3},
  engine: {name: 'wasm', version: '4.22.0'},
  epochs: [epochEvent],
  test: half,
};

describe('files of a run', () => {
  test.each([
    [['log.jsonl'], [['log']]],
    [['log.jsonl', 'config.json'], [['log', 'config']]],
    [
      ['a/log.jsonl', 'a/report.html', 'a/config.json', 'b/log.jsonl'],
      [['log', 'report', 'config'], ['log']],
    ],
    [
      ['one.jsonl', 'two.jsonl', 'three.html'],
      [['log'], ['log'], ['report']],
    ],
    [
      ['one.html', 'two.html'],
      [['report'], ['report']],
    ],
    [['config.json'], [['config']]],
    [['photo.png'], [['log']]],
  ])('%j are %j', (paths, groups) => {
    expect(groupFiles(paths.map(path => file(path))).map(group => Object.keys(group))).toEqual(groups);
  });

  test.each([
    ['log.jsonl', true],
    ['report.html', true],
    ['config.json', true],
    ['classes.json', false],
    ['last.safetensors', false],
  ])('of a folder %s is taken: %s', (name, taken) => expect(isRunFile(name)).toBe(taken));

  test.each([
    ['runs/mnist/log.jsonl', 'mnist'],
    ['trial.jsonl', 'trial'],
    ['log', 'log'],
  ])('%s is called %s', (path, name) => expect(nameOf(path)).toBe(name));
});

describe('a log', () => {
  test('tells the course, and its configuration the rest', async () => {
    const {run, complaints} = await readRun({
      log: file('log.jsonl', LOG),
      config: file('config.json', example('config.json')),
    });
    expect(complaints).toEqual([]);
    expect(run).toMatchObject({
      name: 'digits',
      about: {recipe: 'digits', network: 'mnist-residual', engine: 'tensorflow 2.21.0', epochs: 4, parameters: 41_514},
    });
    expect(run!.epochs.map(({epoch, step}) => [epoch, step])).toEqual([
      [1, 157],
      [2, 314],
      [3, 471],
      [4, 628],
    ]);
    expect(run!.steps!.step).toHaveLength(314);
    expect(run!.steps!.loss[0]).toBeGreaterThan(2);
  });

  test('with broken lines tells their numbers, and all others', async () => {
    const lines = LOG.trimEnd().split('\n');
    const broken = [lines[0], 'oops', '{"type":"step"}', ...lines.slice(1), '{"type":"party"}', '', '{"type":"ste'];
    const {run, complaints} = await readRun({log: file('mine.jsonl', broken.join('\r\n'))});
    expect(run!.name).toBe('mine');
    expect(run!.epochs).toHaveLength(4);
    expect(run!.steps!.step).toHaveLength(314);
    const last = broken.length;
    expect(complaints).toEqual([
      {
        path: 'mine.jsonl',
        kind: 'lines',
        count: 4,
        broken: [
          {line: 2, problem: {kind: 'json'}},
          {line: 3, problem: {kind: 'field', field: 'step'}},
          {line: last - 2, problem: {kind: 'type', type: 'party'}},
          {line: last, problem: {kind: 'cut'}},
        ],
      },
    ]);
  });

  test('tells the first of very many broken lines', async () => {
    const {complaints} = await readRun({log: file('log.jsonl', `${LOG}${'oops\n'.repeat(5_000)}`)});
    expect(complaints).toMatchObject([{count: 5_000}]);
    const [lines] = complaints.flatMap(complaint => (complaint.kind === 'lines' ? [complaint.broken] : []));
    expect(lines).toHaveLength(8);
  });

  test('of a run that went on from a checkpoint counts nothing twice', async () => {
    const again = LOG.trimEnd().split('\n').slice(1);
    const resumed = JSON.stringify({
      type: 'start',
      resumed: true,
      step: 157,
      epoch: 1,
      batch: 0,
      epochs: 4,
      batches: 157,
    });
    const after = again.filter(line => JSON.parse(line).epoch >= 1);
    const {run} = await readRun({log: file('log.jsonl', `${LOG}${resumed}\n${after.join('\n')}\n`)});
    expect(run!.epochs.map(({epoch}) => epoch)).toEqual([1, 2, 3, 4]);
    expect(run!.steps!.step).toHaveLength(314);
  });

  test('lends the figures of a report beside it what the log lacks', async () => {
    const {run} = await readRun({log: file('a/log.jsonl', LOG), report: file('a/report.html', report(DATA))});
    expect(run).toMatchObject({name: 'a', about: {network: 'mnist-plain', test: 0.5, epochs: 4}});
    expect(run!.epochs).toHaveLength(4);
  });
});

describe('a report', () => {
  test('tells of a run without its steps', async () => {
    expect(await readRun({report: file('report.html', report(DATA))})).toEqual({
      run: {
        name: 'trial',
        about: {recipe: 'digits', network: 'mnist-plain', epochs: 3, engine: 'wasm 4.22.0', test: 0.5},
        epochs: [
          {
            ...{epoch: 1, step: 4, seconds: 1, learningRate: 0.1, samples: 4},
            train: {loss: 0.5, accuracy: 0.5},
            valid: {loss: 0.5, accuracy: 0.5},
          },
        ],
      },
      complaints: [],
    });
  });

  test.each([
    ['<!doctype html><title>News</title>', 'not-a-run'],
    ['<title>x: a run of residual</title>', 'old-report'],
    [report('{"format":'), 'broken-report'],
    [report('null'), 'broken-report'],
    [report({...DATA, format: 'residual-report-9'}), 'broken-report'],
    [report({...DATA, epochs: [{type: 'epoch'}]}), 'broken-report'],
  ])('%s is refused: %s', async (content, problem) => {
    expect(await readRun({report: file('page.html', content)})).toEqual({
      complaints: [{path: 'page.html', kind: 'file', problem}],
    });
  });
});

test('of two files one of which is no run, the other is read', async () => {
  const [photo, page] = [file('photo.png', 'PNG'), file('page.html', '<title>News</title>')];
  expect(await readRun({log: photo, report: file('report.html', report(DATA))})).toMatchObject({
    run: {name: 'trial'},
    complaints: [{path: 'photo.png'}],
  });
  expect(await readRun({log: file('log.jsonl', LOG), report: page})).toMatchObject({
    run: {name: 'log'},
    complaints: [{path: 'page.html'}],
  });
  expect((await readRun({log: photo, report: page})).complaints).toHaveLength(2);
});

test.each([
  ['a picture', {log: file('photo.png', '\u0000\u0001PNG\n'.repeat(5_000))}],
  ['one long line', {log: file('big.bin', 'x'.repeat(2 ** 21))}],
  ['an empty file', {log: file('log.jsonl')}],
  ['a configuration alone', {config: file('config.json', '{}')}],
])('%s is no run', async (_, files) => {
  const {run, complaints} = await readRun(files);
  expect(run).toBeUndefined();
  expect(complaints).toMatchObject([{kind: 'file', problem: 'not-a-run'}]);
});
