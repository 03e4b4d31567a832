import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterEach, beforeEach, expect, test} from 'vitest';

const KILLS = 20;
const cli = createRequire(import.meta.url)
  .resolve('@residual/cli/package.json')
  .replace('package.json', 'dist/main.js');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'residual-kill-'));
});

afterEach(() => rm(folder, {recursive: true}));

/** A run of 200 steps in 4 epochs, which no fast machine ends in between the kills, on the embedded engine, that writes a checkpoint every 3 steps. */
const recipe = ['digits', '--engine', 'wasm', '--data.take', '800', '--batch-size', '16', '--epochs', '4'];
const settings = [...recipe, '--seed', '7', '--checkpoint.steps', '3', '--json'];

/** Starts training, and kills it (SIGKILL) `afterSteps` steps and some part of a step later; null lets it end. */
async function train(
  options: string[],
  afterSteps: number | null,
): Promise<{code: number | null; signal: string | null}> {
  const child = spawn(process.execPath, [cli, 'train', ...options], {cwd: folder, stdio: ['ignore', 'pipe', 'pipe']});
  const ended = once(child, 'close');
  let errors = '';
  child.stderr.on('data', text => {
    errors += text;
  });
  let steps = 0;
  for await (const line of createInterface({input: child.stdout})) {
    const {type, seconds} = JSON.parse(line);
    if (type === 'step' && ++steps === afterSteps) {
      await sleep(Math.random() * 1000 * seconds);
      child.kill('SIGKILL');
    }
  }
  const [code, signal] = await ended;
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`train ended with ${code}: ${errors}`);
  return {code, signal};
}

/** What a run leaves: its weights, byte by byte, and what its log says of every step. */
async function outcome(run: string) {
  const log = await readFile(join(folder, 'runs', run, 'log.jsonl'), 'utf8');
  const steps = log
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
    .filter(({type}) => type === 'step')
    .map(({step, epoch, loss, correct}) => ({step, epoch, loss, correct}));
  return {weights: await readFile(join(folder, 'runs', run, 'model', 'weights.bin')), steps};
}

test(`a run killed ${KILLS} times at any moment ends with the very weights of one that was not`, async () => {
  await train([...settings, '--name', 'whole'], null);
  const whole = await outcome('whole');
  expect(whole.steps).toHaveLength(200);

  await train([...settings, '--name', 'killed'], 4);
  for (let kill = 1; kill < KILLS; kill++) {
    const {signal} = await train(['--resume', 'killed', '--json'], 4 + Math.floor(Math.random() * 3));
    if (signal === null) throw new Error(`the run ended after ${kill} kills: make it longer`);
  }
  expect(await train(['--resume', 'killed', '--json'], null)).toEqual({code: 0, signal: null});
  const killed = await outcome('killed');
  expect(killed.steps).toEqual(whole.steps);
  expect(killed.weights.equals(whole.weights)).toBe(true);
}, 300_000);
