import {readdir, readFile, rm, stat} from 'node:fs/promises';
import {decodeCheckpoint, type EpochEvent} from '@residual/train';
import {beforeAll, describe, expect, test} from 'vitest';
import {jsonLines, type Outcome, useWorkplace} from '../testing/residual.js';
import {improvementName} from '../training/keep-improvement.js';

const {at, residual} = useWorkplace();
const small = '--engine wasm --data.take 256 --epochs 1';

describe('a run in a pipe', () => {
  let outcome: Outcome;
  beforeAll(async () => {
    outcome = await residual(`train digits ${small}`);
  });

  test('shows results on stdout and the rest on stderr, without control characters', () => {
    const {code, stdout, stderr} = outcome;
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Engine: WASM .* residual setup\n$/);
    expect(stdout).toMatch(/^epoch 1\/1 {2}loss \d\.\d{4} {2}accuracy \d+\.\d\d % {2}validation loss/);
    expect(stdout).toMatch(/^test accuracy +\d+\.\d\d % \(\d+ of 1,000\)$/m);
    expect(stdout).toContain('residual predict digits IMAGE.png');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is what is tested
    expect(stdout + stderr).not.toMatch(/[\u001b\r]/);
  });

  test('draws digits with what the network says of them', () => {
    expect(outcome.stdout).toMatch(/[▀▄█]/);
    expect(outcome.stdout.match(/says \d/g)).toHaveLength(6);
  });

  test('writes its files, and no other', async () => {
    const listed = await Promise.all(['', 'checkpoints', 'model'].map(part => readdir(at('runs/digits', part))));
    expect(listed.map(names => names.sort())).toEqual([
      [
        ...['checkpoints', 'classes.json', 'config.json', 'curves.png', 'curves.svg', 'log.jsonl', 'model'],
        ...['report.html', 'test.json'],
      ],
      ['best.safetensors', 'last.safetensors'],
      ['model.json', 'weights.bin'],
    ]);
    expect(JSON.parse(await readFile(at('runs/digits/config.json'), 'utf8'))).toMatchObject({
      recipe: {name: 'digits', epochs: 1, data: {take: 256}, optimizer: {name: 'sgd'}},
      engine: {name: 'wasm'},
      inputShape: [28, 28, 1],
    });
  });

  test('has a report, which a command writes anew', async () => {
    const before = await readFile(at('runs/digits/report.html'), 'utf8');
    await rm(at('runs/digits/report.html'));
    expect(await residual('report digits')).toMatchObject({code: 0, stdout: 'runs/digits/report.html\n'});
    expect(await readFile(at('runs/digits/report.html'), 'utf8')).toBe(before);
    expect(before).toContain('<h1>digits</h1>');
    expect(before).toMatch(/<svg[^>]*>.*>validation<\/text>/s);
    expect((await residual('report digit')).stderr).toContain('Did you mean digits?');
  });

  test('is refused a second time, and replaced when asked', async () => {
    const refused = await residual(`train digits ${small}`);
    expect(refused.stderr).toMatch(/^residual: The run runs\/digits exists already\.\n {2}Go on with it by --resume/);
    expect(refused.code).toBe(2);
    const replaced = await residual(`train digits ${small} --seed 5 --overwrite`);
    expect(replaced.code).toBe(0);
    expect(replaced.stdout).not.toBe(outcome.stdout);
    expect(JSON.parse(await readFile(at('runs/digits/config.json'), 'utf8')).recipe.seed).toBe(5);
  });
});

test('with --json every line is an event, and the log has the same', async () => {
  const {code, stdout} = await residual(`train digits ${small} --json --name events`);
  const events = jsonLines(stdout);
  const types = ['start', ...Array(8).fill('step'), 'epoch', 'checkpoint', 'checkpoint', 'end', 'result'];
  expect(events.map(({type}) => type)).toEqual(types);
  expect(jsonLines(await readFile(at('runs/events/log.jsonl'), 'utf8'))).toEqual(events.slice(0, -1));
  expect(events.at(-1)).toMatchObject({run: 'runs/events', epochs: 1, test: {samples: 1000}});
  expect(code).toBe(0);
});

test('the notebook style prints the lines of the notebook and nothing else', async () => {
  const flags = '--engine wasm --data.take 600 --batch-size 2 --epochs 1 --learning-rate 0.001 --style notebook';
  const {stdout} = await residual(`train digits ${flags} --name notebook`);
  expect(stdout).toMatch(/^\[1, {3}300\], loss: \d\.\d{3}\nAccuracy on test set: \d+ % \[\d+\/1000\]\n$/);
  const [, percent, correct] = stdout.match(/(\d+) % \[(\d+)/)!;
  expect(Number(percent)).toBe(Math.floor(Number(correct) / 10));
  const log = jsonLines(await readFile(at('runs/notebook/log.jsonl'), 'utf8'));
  const losses = log.filter(({type}) => type === 'step').map(({loss}) => loss as number);
  const mean = losses.reduce((sum, loss) => sum + loss) / 300;
  expect(stdout).toContain(`loss: ${mean.toFixed(3)}\n`);
});

test('a held-out part validates, its best weights are kept, the test set is evaluated at the end', async () => {
  const flags = '--engine wasm --data.validation 0.95 --epochs 2 --checkpoint.keep best --json --name held-out';
  const {stdout} = await residual(`train digits ${flags}`);
  const events = jsonLines(stdout);
  const validations = events.filter(({type}) => type === 'epoch').map(({valid}) => valid);
  expect(validations).toMatchObject([{samples: 4750}, {samples: 4750}]);
  expect(events.at(-1)).toMatchObject({type: 'result', test: {samples: 1000}});
});

test('improvements are kept by their results, and a network for web pages is written, where asked', async () => {
  const flags = '--checkpoint.history --web --checkpoint.keep best --epochs 2 --engine wasm --data.take 256';
  const {code, stdout} = await residual(`train digits ${flags} --name kept --json`);
  expect(code).toBe(0);
  const epochs = jsonLines(stdout).filter(({type}) => type === 'epoch') as unknown as EpochEvent[];
  const kept = (await readdir(at('runs/kept/checkpoints'))).filter(name => name.startsWith('epoch'));
  expect(kept).toContain(`${improvementName(epochs[0]!)}.safetensors`);
  const [whole, half] = await Promise.all(['model', 'web'].map(part => stat(at('runs/kept', part, 'weights.bin'))));
  expect(half!.size / whole!.size).toBeCloseTo(0.5, 1);
});

test('patience ends a run early, which its result says', async () => {
  const flags = '--patience 1 --learning-rate 1e-9 --schedule.name constant --epochs 5 --engine wasm --data.take 64';
  const {stdout} = await residual(`train digits ${flags} --name stale`);
  expect(stdout).toMatch(/^epochs +2, as the validation got no better$/m);
});

test('begins with the weights of a run, and says which head is new', async () => {
  await residual(`train digits ${small} --name first`);
  const begun = await residual(`train digits ${small} --name second --from first --learning-rate 1e-9`);
  expect(begun.stderr).toMatch(/^Begins with 14 of 14 weights of first\.$/m);
  const [first, second] = await Promise.all(
    ['first', 'second'].map(async run => JSON.parse(await readFile(at('runs', run, 'test.json'), 'utf8'))),
  );
  expect(second.accuracy).toBeCloseTo(first.accuracy, 2);
  const unknown = await residual('train digits --from frist --name third');
  expect(unknown.stderr).toContain('There is no run "frist".');
});

test('float16 scales its loss, and says what it is for; --no-tf32 is kept for when the run goes on', async () => {
  const line = 'train digits --engine tensorflow --precision float16 --no-tf32 --data.take 128 --epochs 1 --name half';
  const {code, stderr} = await residual(line);
  expect(code).toBe(0);
  expect(stderr).toContain('float16 is for NVIDIA GPUs');
  const {recipe, engine} = JSON.parse(await readFile(at('runs/half/config.json'), 'utf8'));
  expect([recipe.precision, engine.tf32]).toEqual(['float16', false]);
  const {tensors} = decodeCheckpoint(await readFile(at('runs/half/checkpoints/last.safetensors')));
  expect(tensors['scale/value']!.data[0]).toBeLessThanOrEqual(65_536);
});

test('float16 needs steps that TensorFlow compiles', async () => {
  const {code, stderr} = await residual('train digits --engine wasm --precision float16 --name half-wasm --json');
  expect(code).toBe(2);
  expect(stderr).toContain('USAGE_PRECISION');
});
