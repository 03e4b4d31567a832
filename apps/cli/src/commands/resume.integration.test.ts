import {readFile} from 'node:fs/promises';
import {beforeAll, describe, expect, test} from 'vitest';
import {EXIT} from '../exit-codes.js';
import {jsonLines, useWorkplace, type Watch} from '../testing/residual.js';

const {at, residual} = useWorkplace();
const long = 'train digits --engine wasm --data.take 640 --epochs 2 --json';

/** Sends a signal once so many steps are done. */
function after(steps: number, signal: NodeJS.Signals): {watch: Watch} {
  return {
    watch: (stdout, child) => {
      if (stdout.split('"type":"step"').length > steps && !child.killed) child.kill(signal);
    },
  };
}

function weights(name: string): Promise<Buffer> {
  return readFile(at('runs', name, 'model/weights.bin'));
}

describe('a run that is stopped goes on to the very weights of one that is not', () => {
  beforeAll(() => residual(`${long} --name whole`));

  test.each<NodeJS.Signals>(['SIGINT', 'SIGTERM'])('by %s', async signal => {
    const name = signal.toLowerCase();
    const stopped = await residual(`${long} --name ${name}`, after(7, signal));
    expect(stopped.stderr).toMatch(
      new RegExp(`Interrupted after step \\d+, in epoch 1 of 2\\. Go on by: residual train --resume ${name}\n$`),
    );
    expect(stopped.code).toBe(EXIT.interrupted.code);
    expect(jsonLines(stopped.stdout).at(-1)).toMatchObject({type: 'end', reason: 'interrupted'});

    const resumed = await residual(`train --resume ${name} --json`);
    expect(resumed.code).toBe(0);
    expect(jsonLines(resumed.stdout)[0]).toMatchObject({type: 'start', resumed: true, epoch: 0});
    expect(await weights(name)).toEqual(await weights('whole'));
    const log = jsonLines(await readFile(at('runs', name, 'log.jsonl'), 'utf8'));
    const steps = log.filter(({type}) => type === 'step').map(({step}) => step);
    expect(steps).toEqual([...Array(40).keys()]);
  });

  test('by kill -9, from the last checkpoint', async () => {
    const killed = await residual(`${long} --name killed --checkpoint.steps 3`, after(9, 'SIGKILL'));
    expect(killed.code).toBeNull();
    const resumed = await residual('train digits --resume killed --json');
    expect(jsonLines(resumed.stdout)[0]).toMatchObject({type: 'start', resumed: true});
    expect(await weights('killed')).toEqual(await weights('whole'));
  });

  test('by kill -9 before the first checkpoint, from the beginning', async () => {
    await residual(`${long} --name early`, after(1, 'SIGKILL'));
    const resumed = await residual('train --resume early --json');
    expect(resumed.stderr).toContain('has no checkpoint yet: it begins anew');
    expect(await weights('early')).toEqual(await weights('whole'));
  });
});

test('a second signal ends it at once', async () => {
  const watch: Watch = (stdout, child) => {
    if (child.killed || !stdout.includes('"type":"step"')) return;
    child.kill('SIGINT');
    child.kill('SIGTERM');
  };
  const outcome = await residual(`${long} --name twice`, {watch});
  expect(outcome.code).toBe(EXIT.interrupted.code);
  expect(outcome.stdout).not.toContain('"type":"end"');
});

test('a finished run can be made longer, by nothing but its epochs', async () => {
  await residual('train digits --engine wasm --data.take 256 --epochs 1 --name short');
  const changed = await residual('train --resume short --batch-size 16');
  expect(changed.stderr).toContain('--batch-size cannot change when a run goes on (it has 32)');
  expect(changed.code).toBe(2);
  const longer = await residual('train --resume short --epochs 2 --json');
  expect(jsonLines(longer.stdout).filter(({type}) => type === 'epoch')).toMatchObject([{epoch: 1}]);
});

test('a run with all that a recipe can ask for goes on to the very weights of one that was not stopped', async () => {
  const flags = [
    '--optimizer.name adamw --optimizer.decay-of kernels --loss.smoothing 0.1 --clip.norm 1 --ema.decay 0.9 --ema.warmup',
    '--mixing.mixup 0.2 --mixing.cutmix 1 --accumulate 2 --schedule.name plateau --schedule.patience 0',
    '--schedule.factor 0.5 --data.augment horizontal-flip --data.balance --patience 4 --checkpoint.history',
  ].join(' ');
  const run = `train digits --engine wasm --data.take 320 --epochs 3 --learning-rate 0.003 ${flags} --json`;
  await residual(`${run} --name whole-features`);
  await residual(`${run} --name features`, after(25, 'SIGINT'));
  const resumed = await residual('train --resume features --json');
  expect(jsonLines(resumed.stdout)[0]).toMatchObject({type: 'start', resumed: true, epoch: 1});
  expect(await weights('features')).toEqual(await weights('whole-features'));
});

test('a schedule as long as the run says so where the run is made longer', async () => {
  const flags = '--engine wasm --data.take 64 --epochs 1 --schedule.name cosine';
  await residual(`train digits ${flags} --name curve`);
  const longer = await residual('train --resume curve --epochs 2');
  expect(longer.stderr).toContain('The schedule cosine is as long as the run');
  const refused = await residual('train --resume curve --from short');
  expect(refused.stderr).toContain('--from does not go with --resume');
});
