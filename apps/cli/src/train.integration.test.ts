import {copyFile, mkdir, readdir, readFile, truncate, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {wasm} from '@residual/backend-web';
import {digits} from '@residual/data/node';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import sharp from 'sharp';
import {describe, expect, test} from 'vitest';
import {EXIT} from './exit-codes.js';
import {type RunOptions, residual, useFolder} from './testing/residual.js';

const folder = useFolder();
const run = (argv: string[], options: Omit<RunOptions, 'cwd'> = {}) => residual(argv, {cwd: folder.path, ...options});
const small = ['--engine', 'wasm', '--data.take', '256', '--epochs', '1'];
const at = (...parts: string[]) => join(folder.path, 'runs', ...parts);

function jsonLines(text: string): Record<string, unknown>[] {
  return text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
}

describe('train, eval and predict', () => {
  test('a run in a pipe: results on stdout, the rest on stderr, no control characters, all files', async () => {
    const {code, stdout, stderr} = await run(['train', 'digits', ...small]);
    expect(stderr).toMatch(/^Engine: WASM/);
    expect(stdout).toMatch(/^epoch 1\/1 {2}loss \d\.\d{4} {2}accuracy \d+\.\d\d % {2}validation loss/m);
    expect(stdout).toMatch(/^test accuracy +\d+\.\d\d % \(\d+ of 1,000\)$/m);
    expect(stdout).toMatch(/[▀▄█]/);
    expect(stdout).toContain('residual predict digits IMAGE.png');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is what is tested
    expect(stdout + stderr).not.toMatch(/[\u001b\r]/);
    expect(code).toBe(0);
    expect((await readdir(at('digits'))).sort()).toEqual([
      'checkpoints',
      'classes.json',
      'config.json',
      'log.jsonl',
      'model',
    ]);
    expect((await readdir(at('digits', 'checkpoints'))).sort()).toEqual(['best.safetensors', 'last.safetensors']);
    expect((await readdir(at('digits', 'model'))).sort()).toEqual(['model.json', 'weights.bin']);
    const config = JSON.parse(await readFile(at('digits', 'config.json'), 'utf8'));
    expect(config).toMatchObject({
      recipe: {epochs: 1, data: {take: 256}},
      engine: {name: 'wasm'},
      inputShape: [28, 28, 1],
    });
  });

  test('with --json every line is an event, and the log has the same', async () => {
    const {code, stdout} = await run(['train', 'digits', ...small, '--json', '--name', 'events']);
    const events = jsonLines(stdout);
    expect(events.map(({type}) => type)).toEqual([
      'start',
      ...Array(8).fill('step'),
      'epoch',
      'checkpoint',
      'checkpoint',
      'end',
      'result',
    ]);
    expect(jsonLines(await readFile(at('events', 'log.jsonl'), 'utf8'))).toEqual(events.slice(0, -1));
    expect(events.at(-1)).toMatchObject({run: join('runs', 'events'), epochs: 1, test: {samples: 1000}});
    expect(code).toBe(0);
  });

  test('the notebook style prints the lines of the notebook and nothing else', async () => {
    const flags = [
      '--engine',
      'wasm',
      '--data.take',
      '600',
      '--batch-size',
      '2',
      '--epochs',
      '1',
      '--learning-rate',
      '0.001',
    ];
    const {stdout} = await run(['train', 'digits', ...flags, '--style', 'notebook']);
    const accuracy = stdout.match(/Accuracy on test set: (\d+) % \[(\d+)\/1000\]/)!;
    expect(stdout).toMatch(/^\[1, {3}300\], loss: \d\.\d{3}\nAccuracy on test set: \d+ % \[\d+\/1000\]\n$/);
    expect(Number(accuracy[1])).toBe(Math.floor(Number(accuracy[2]) / 10));
  });

  test('eval and predict agree with training and with plain TF.js', async () => {
    const {stdout} = await run([
      'train',
      'digits',
      '--engine',
      'wasm',
      '--data.take',
      '1000',
      '--epochs',
      '2',
      '--json',
    ]);
    const trained = jsonLines(stdout).at(-1) as {test: {accuracy: number; loss: number}};
    expect(trained.test.accuracy).toBeGreaterThan(0.5);

    const evaluated = await run(['eval', 'digits', '--engine', 'wasm', '--json']);
    const evaluation = JSON.parse(evaluated.stdout);
    expect(evaluation).toMatchObject({epochs: 2, samples: 1000, accuracy: trained.test.accuracy});
    expect(evaluation.loss).toBeCloseTo(trained.test.loss, 5);
    const {classes} = evaluation as {classes: {correct: number}[]};
    expect(classes.reduce((sum, {correct}) => sum + correct, 0)).toBe(evaluation.correct);

    const {data} = await (await digits({train: false})).get(7);
    const raw = {width: 28, height: 28, channels: 1} as const;
    await sharp(data, {raw}).png().toFile(join(folder.path, 'same.png'));
    const large = sharp(data, {raw}).resize(140, 140).negate();
    await large.jpeg({quality: 95}).toFile(join(folder.path, 'paper.jpg'));
    const predicted = await run([
      'predict',
      'digits',
      'same.png',
      'paper.jpg',
      '--engine',
      'wasm',
      '--top',
      '10',
      '--json',
    ]);
    const [same, paper] = jsonLines(predicted.stdout) as unknown as Prediction[];
    expect([same!.inverted, paper!.inverted]).toEqual([false, true]);
    expect(paper!.top[0]!.name).toBe(same!.top[0]!.name);
    expect(scores(same!)).toEqual(await plainScores(at('digits', 'model'), data as Uint8Array));

    const text = await run(['predict', 'digits', 'paper.jpg', '--engine', 'wasm', '--top', '2']);
    expect(text.stdout).toMatch(
      /^paper\.jpg: \d \d+\.\d\d % {2}\d \d+\.\d\d % {2}\(inverted: its background is light\)\n$/,
    );
    const kept = await run(['predict', 'digits', 'paper.jpg', '--engine', 'wasm', '--no-invert', '--json']);
    expect(JSON.parse(kept.stdout).inverted).toBe(false);
  });
});

interface Prediction {
  readonly inverted: boolean;
  readonly top: readonly {readonly name: string; readonly score: number}[];
}

function scores({top}: Prediction): number[] {
  return [...top].sort((a, b) => Number(a.name) - Number(b.name)).map(({score}) => expect.closeTo(score, 5));
}

/** What someone gets who opens the folder with TF.js alone and follows its metadata. */
async function plainScores(path: string, pixels: Uint8Array): Promise<number[]> {
  await wasm();
  const {modelTopology, weightsManifest, userDefinedMetadata} = JSON.parse(
    await readFile(join(path, 'model.json'), 'utf8'),
  );
  const weightData = new Uint8Array(await readFile(join(path, 'weights.bin'))).buffer;
  const weightSpecs = weightsManifest[0].weights;
  const model = await tfl.loadLayersModel(
    tf.io.fromMemory({modelTopology, weightSpecs, weightData, userDefinedMetadata}),
  );
  const {classes, normalize} = model.getUserDefinedMetadata() as {
    classes: string[];
    normalize: {mean: number[]; std: number[]};
  };
  expect(classes).toHaveLength(10);
  const x = tf.tensor4d(
    Float32Array.from(pixels, pixel => (pixel / 255 - normalize.mean[0]!) / normalize.std[0]!),
    [1, 28, 28, 1],
  );
  return [...(await tf.softmax(model.predict(x) as tf.Tensor).data())];
}

describe('a run that stops goes on', () => {
  const long = ['train', 'digits', '--engine', 'wasm', '--data.take', '640', '--epochs', '2', '--json'];
  const weights = (name: string) => readFile(at(name, 'model', 'weights.bin'));
  const stopAt = (steps: number, signal: NodeJS.Signals): Omit<RunOptions, 'cwd'> => ({
    onStdout: (stdout, child) => {
      if (stdout.split('"type":"step"').length > steps) child.kill(signal);
    },
  });

  test.each<NodeJS.Signals>(['SIGINT', 'SIGTERM'])('after %s, to the very same weights', async signal => {
    await run([...long, '--name', 'whole']);
    const stopped = await run([...long, '--name', 'broken'], stopAt(7, signal));
    expect(stopped.stderr).toMatch(
      /Interrupted after step \d+, in epoch 1 of 2\. Go on by: residual train --resume broken\n$/,
    );
    expect(stopped.code).toBe(EXIT.interrupted.code);
    expect(jsonLines(stopped.stdout).at(-1)).toMatchObject({type: 'end', reason: 'interrupted'});

    const resumed = await run(['train', '--resume', 'broken', '--json']);
    expect(resumed.code).toBe(0);
    expect(jsonLines(resumed.stdout)[0]).toMatchObject({type: 'start', resumed: true, epoch: 0});
    expect(await weights('broken')).toEqual(await weights('whole'));
    const steps = jsonLines(await readFile(at('broken', 'log.jsonl'), 'utf8')).filter(({type}) => type === 'step');
    expect(steps.map(({step}) => step)).toEqual([...Array(40).keys()]);
  });

  test('after kill -9, from the last checkpoint', async () => {
    await run([...long, '--name', 'whole']);
    const killed = await run([...long, '--name', 'killed', '--checkpoint.steps', '3'], stopAt(9, 'SIGKILL'));
    expect(killed.code).toBeNull();
    const resumed = await run(['train', 'digits', '--resume', 'killed', '--json']);
    expect(jsonLines(resumed.stdout)[0]).toMatchObject({type: 'start', resumed: true});
    expect(await weights('killed')).toEqual(await weights('whole'));
  });

  test('a second signal ends it at once', async () => {
    const outcome = await run(long, {
      onStdout: (stdout, child) => {
        if (!stdout.includes('"type":"step"')) return;
        child.kill('SIGINT');
        child.kill('SIGTERM');
      },
    });
    expect(outcome.code).toBe(EXIT.interrupted.code);
    expect(outcome.stdout).not.toContain('"type":"end"');
  });

  test('a finished run can be made longer, by nothing but its epochs', async () => {
    await run(['train', 'digits', ...small, '--json']);
    const changed = await run(['train', '--resume', 'digits', '--batch-size', '16']);
    expect(changed.stderr).toContain('--batch-size cannot change when a run goes on (it has 32)');
    expect(changed.code).toBe(2);
    const longer = await run(['train', '--resume', 'digits', '--epochs', '2', '--json']);
    expect(jsonLines(longer.stdout).filter(({type}) => type === 'epoch')).toMatchObject([{epoch: 1}]);
  });
});

describe('what can go wrong with a run', () => {
  test('an existing run is refused, and replaced when asked', async () => {
    await run(['train', 'digits', ...small]);
    const refused = await run(['train', 'digits', ...small]);
    expect(refused.stderr).toMatch(/^residual: The run runs\/digits exists already\.\n {2}Go on with it by --resume/);
    expect(refused.code).toBe(2);
    const replaced = await run(['train', 'digits', ...small, '--seed', '5', '--overwrite']);
    expect(replaced.code).toBe(0);
    expect(JSON.parse(await readFile(at('digits', 'config.json'), 'utf8')).recipe.seed).toBe(5);
  });

  test('a folder that is no run is never emptied', async () => {
    await mkdir(at('digits'), {recursive: true});
    await writeFile(at('digits', 'thesis.txt'), 'two years of work');
    const {code, stderr} = await run(['train', 'digits', ...small, '--overwrite']);
    expect(stderr).toContain('is not a run, so it is not overwritten');
    expect(code).toBe(2);
    expect(await readFile(at('digits', 'thesis.txt'), 'utf8')).toBe('two years of work');
  });

  test.each([
    ['a path through a file', 'file/run'],
    ['a place where nothing can be made', '/proc/run'],
  ])('%s', async (_, out) => {
    await writeFile(join(folder.path, 'file'), '');
    const {code, stderr} = await run(['train', 'digits', ...small, '--out', out]);
    expect(stderr).toContain(`Cannot make the run folder ${out}`);
    expect(stderr).toContain('Choose a place that can be written to with --out.');
    expect(code).toBe(EXIT.run.code);
  });

  test('a checkpoint of another network, and one cut short', async () => {
    await run(['train', 'digits', ...small]);
    await run(['train', 'digits', ...small, '--name', 'bare', '--optimizer.momentum', '0']);
    await copyFile(at('bare', 'checkpoints', 'last.safetensors'), at('digits', 'checkpoints', 'last.safetensors'));
    const foreign = await run(['train', '--resume', 'digits', '--epochs', '2']);
    expect(foreign.stderr).toContain('momentum');
    expect(foreign.code).toBe(EXIT.run.code);
    await truncate(at('bare', 'checkpoints', 'last.safetensors'), 1000);
    for (const command of [
      ['train', '--resume', 'bare', '--epochs', '2'],
      ['eval', 'bare'],
    ]) {
      const cut = await run(command);
      expect(cut.stderr).toContain('residual: ');
      expect(cut.stderr).not.toContain('    at ');
      expect(cut.code).toBe(EXIT.run.code);
    }
  });

  test('a loss that is not finite', async () => {
    const {code, stderr} = await run(['train', 'digits', ...small, '--learning-rate', '1e20']);
    expect(stderr).toMatch(/at learning rate 100000000000000000000; the last good checkpoint: none/);
    expect(code).toBe(EXIT.diverged.code);
  });

  test('an image that is none, and one that is not there', async () => {
    await run(['train', 'digits', ...small]);
    await writeFile(join(folder.path, 'text.png'), 'no picture');
    for (const file of ['text.png', 'none.png']) {
      const {code, stderr} = await run(['predict', 'digits', file, '--engine', 'wasm']);
      expect(stderr).toContain(file);
      expect(code).toBe(EXIT.data.code);
    }
  });

  test('eval of a run that is not there names those that are', async () => {
    await run(['train', 'digits', ...small]);
    const {code, stderr} = await run(['eval', 'digit']);
    expect(stderr).toBe('residual: There is no run "digit".\n  Did you mean digits? Runs here: digits.\n');
    expect(code).toBe(2);
  });
});
