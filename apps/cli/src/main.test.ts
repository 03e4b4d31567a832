import {readdir, readFile, writeFile} from 'node:fs/promises';
import {describe, expect, test} from 'vitest';
import {COMMANDS} from './commands/index.js';
import {EXIT, formatExitCodes} from './exit-codes.js';
import {residualHere, useWorkplace} from './testing/residual.js';

const {at, residual} = useWorkplace();
const run = (...argv: string[]) => residualHere(argv);

describe('help', () => {
  test('without arguments: every command, and the exit codes', async () => {
    const {code, stdout} = await run();
    expect(code).toBe(0);
    for (const {name, summary} of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name} +${summary}$`, 'm'));
    expect(stdout).toContain(formatExitCodes());
  });

  test.each(COMMANDS.map(({name}) => name))('%s --help shows examples', async name => {
    const {code, stdout, stderr} = await run(name, '--help');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain(`\nExamples:\n  residual ${name}`);
  });

  test('help COMMAND is COMMAND --help', async () => {
    expect(await run('help', 'eval')).toEqual(await run('eval', '--help'));
  });

  test('--version', async () => {
    expect(await run('--version')).toMatchObject({code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/)});
  });
});

test('the README has every command and every exit code', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  for (const {name} of COMMANDS) expect(readme).toContain(`| \`residual ${name}`);
  for (const {code, meaning} of Object.values(EXIT)) expect(readme).toContain(`| ${code} | ${meaning} |`);
});

const weights = ['--weights', 'w.safetensors', '--model'];
const onnx = ['--format', 'onnx', '--out', 'x.onnx'];

describe('wrong usage ends with code 2, one line of what and one of how to mend', () => {
  test.each<[string[], string, string]>([
    [['trian'], "unknown command 'trian'", 'Did you mean train?'],
    [['train'], 'No recipe was given.', 'As in: residual train digits.'],
    [['train', 'digit'], 'There is no recipe "digit".', 'Did you mean digits?'],
    [['train', 'digits', '--epoch', '3'], "unknown option '--epoch'", 'Did you mean --epochs?'],
    [['train', 'digits', '--epochs', 'three'], '--epochs is "three".', 'Expected a whole number, at least 1.'],
    [['train', 'digits', '--model.name', 'mnist-plan'], '--model.name is "mnist-plan".', 'Did you mean mnist-plain?'],
    [['train', 'digits', '--engine', 'wsam'], "option '--engine <engine>' argument 'wsam' is invalid", ''],
    [
      ['train', 'digits', '--engine', 'wasm', '--threads', '2'],
      '--threads does not go with --engine wasm',
      'Leave --threads out',
    ],
    [['train', '--resume'], '--resume does not say which run.', 'As in: residual train --resume digits.'],
    [['train', 'digits', '--resume'], 'There is no run "digits".', 'There are no runs in runs yet.'],
    [['train', './none.json'], 'Cannot read the recipe ./none.json', 'Check the path'],
    [['eval'], 'Nothing was given to evaluate.', 'As in: residual eval digits'],
    [
      ['eval', '--weights', 'w.safetensors'],
      '--weights does not say of which network they are.',
      'Name it by --model.',
    ],
    [['eval', '--weights', 'resnet18/torchvision-v1'], 'There is no usual data set for resnet18.', 'Name one by'],
    [['eval', 'digits', '--model', 'resnet18'], '--model does not go with a run.', 'Leave --model out'],
    [['eval', ...weights, 'cifar-resnt20'], "did you mean 'cifar-resnet20'?", ''],
    [['eval', ...weights, 'resnet50'], 'There is no usual data set for resnet50.', 'Name one by --data: digits, mnist'],
    [['eval', ...weights, 'cifar-resnet20', '--normalize', 'imagnet'], '--normalize is', 'Did you mean imagenet?'],
    [['eval', ...weights, 'cifar-resnet20', '--normalize', '0.5/0'], '--normalize is "0.5/0".', 'means and deviations'],
    [
      ['eval', ...weights, 'cifar-resnet20', '--data', 'cifar11'],
      'There is no data set "cifar11".',
      'Did you mean cifar10?',
    ],
    [['eval', ...weights, 'mnist-residual', '--checkpoint', 'best'], '--checkpoint does not go with', ''],
    [['predict', 'digits'], 'Nothing was given to classify.', ''],
    [['export', ...onnx], 'Nothing was given to export.', 'As in: residual export digits'],
    [['export', 'digits', '--out', 'x'], 'No format was given.', 'For web pages: --web'],
    [['export', 'digits', '--format', 'onxx', '--out', 'x'], "argument 'onxx' is invalid", ''],
    [['export', 'digits', '--model', 'resnet18', ...onnx], '--model does not go with a run.', 'Leave --model out'],
    [['export', '--model', 'resnet18', '--checkpoint', 'best', ...onnx], '--checkpoint does not go with --model', ''],
    [
      ['export', '--weights', 'w.safetensors', ...onnx],
      '--weights does not say of which network',
      'Name it by --model',
    ],
    [['export', 'digits', ...onnx], 'There is no run "digits".', ''],
    [['data', 'fetch', 'mnits'], 'There is no data set "mnits".', 'Did you mean mnist?'],
    [['summary', 'mnist-residul'], 'mnist-residul', ''],
    [['summary', 'mnist-residual', '--input', '28'], '--input is "28".', 'as 28x28x1'],
  ])('%j', async (argv, what, mend) => {
    const {code, stdout, stderr} = await run(...argv);
    expect(stdout).toBe('');
    const [first = '', second = ''] = stderr.split('\n');
    expect(first).toContain('residual: ');
    expect(first).toContain(what);
    expect(second).toContain(mend);
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
    expect(code).toBe(EXIT.usage.code);
  });

  test('with --json the error is JSON on stderr', async () => {
    const {code, stdout, stderr} = await run('train', 'digit', '--json');
    expect([code, stdout]).toEqual([2, '']);
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: 'UNKNOWN_RECIPE',
        message: 'There is no recipe "digit".',
        mend: expect.stringContaining('Did you mean digits?'),
        exitCode: 2,
      },
    });
  });

  test('the stack is shown for RESIDUAL_DEBUG only', async () => {
    const debug = await residualHere(['train', 'digit'], {RESIDUAL_DEBUG: '1'});
    expect(debug.stderr).toContain('    at ');
    expect((await run('train', 'digit')).stderr).not.toContain('    at ');
  });
});

describe('a recipe of one’s own', () => {
  const recipe = {
    name: 'mine',
    model: {name: 'mnist-residual'},
    data: {name: 'digits', normalize: {mean: [0.1], std: [0.3]}},
    epochs: 1,
    learningRate: 0.01,
  };

  test.each([
    ['mine.json', JSON.stringify(recipe)],
    ['mine.mjs', `export default ${JSON.stringify(recipe)};`],
  ])('%s', async (name, text) => {
    await writeFile(at(name), text);
    const {code, stdout} = await run('recipes', at(name), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({name: 'mine', batchSize: 64, optimizer: {name: 'sgd', momentum: 0}});
  });

  test.each([
    ['{', 'Write one JSON object.'],
    ['[]', 'Write an object with name'],
    [JSON.stringify({...recipe, epohcs: 2}), 'Did you mean epochs?'],
    [JSON.stringify({...recipe, learningRate: undefined}), 'Expected a number, above 0.'],
  ])('%j is explained', async (text, mend) => {
    await writeFile(at('mine.json'), text);
    const {code, stderr} = await run('train', at('mine.json'));
    expect(stderr).toContain('mine.json');
    expect(stderr).toContain(mend);
    expect(code).toBe(2);
  });
});

describe('lists are text, or with --json one JSON value', () => {
  test.each([
    [['models'], 'mnist-residual'],
    [['recipes'], 'digits'],
    [['data', 'list'], 'fashion-mnist'],
    [['summary', 'mnist-residual'], '41,514'],
  ])('%j', async (argv, part) => {
    const [text, json] = await Promise.all([run(...argv), run(...argv, '--json')]);
    expect(text).toMatchObject({code: 0, stdout: expect.stringContaining(part), stderr: ''});
    expect(JSON.parse(json.stdout)).toBeTypeOf('object');
  });
});

describe('data', () => {
  test('the sample set is always right', async () => {
    expect(await run('data', 'verify', 'digits')).toMatchObject({code: 0});
  });

  test('missing files are named, with the mend, and end with code 3', async () => {
    const {code, stdout, stderr} = await run('data', 'verify', 'mnist', '--data-dir', at());
    expect(stdout).toContain('train-images-idx3-ubyte: missing');
    expect(stderr).toContain(`residual data fetch mnist --data-dir ${at()}`);
    expect(code).toBe(3);
  });
});

describe('the built program', () => {
  test('says on stdout what was asked, and ends with 0', async () => {
    expect(await residual('recipes')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('mnist-plain'),
      stderr: '',
    });
  });

  test('says on stderr what is wrong, and ends with the code of it', async () => {
    const {code, stdout, stderr} = await residual('train mnist-residual --engine wasm --data-dir empty');
    expect(stderr).toContain('empty');
    expect([code, stdout]).toEqual([EXIT.data.code, '']);
    expect(await readdir(at())).not.toContain('runs');
  });
});
