import {readFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import {useWorkplace} from '../testing/residual.js';

const {residual, at} = useWorkplace();

const network = 'bench --model mnist-residual --batch 8 --seconds 0.05 --engine tensorflow';

test('times a step, compiled and operation by operation', async () => {
  const {code, stdout} = await residual(`${network} --json`);
  expect(code).toBe(0);
  const {timings, operationsAStep, peakMemory} = JSON.parse(stdout);
  expect(Object.keys(timings)).toEqual(['compiled, float32', 'eager, float32']);
  for (const {median, least, most, steps} of Object.values<Record<string, number>>(timings)) {
    expect(least).toBeGreaterThan(0);
    expect(median).toBeGreaterThanOrEqual(least!);
    expect(most).toBeGreaterThanOrEqual(median!);
    expect(steps).toBeGreaterThanOrEqual(4);
  }
  // Three passes of two operations for each of the network's multiply-adds and each image.
  const summary = JSON.parse((await residual('summary mnist-residual --json')).stdout);
  expect(operationsAStep).toBe(6 * 8 * summary.multiplyAdds);
  expect(peakMemory).toBeGreaterThan(50e6);
});

test('times a step in float16', async () => {
  const {code, stdout, stderr} = await residual(`${network} --precision float16 --no-eager --json`);
  expect(code).toBe(0);
  expect(Object.keys(JSON.parse(stdout).timings)).toEqual(['compiled, float16']);
  expect(stderr).toContain('float16 is for NVIDIA GPUs');
});

test('profiles a step by operation and by layer, and writes the trace', async () => {
  const {code, stdout} = await residual(`${network} --precision bfloat16 --profile --trace step.json`);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^operation +count +ms +share$/m);
  expect(stdout).toMatch(/^rblock1\.conv1 /m);
  expect(stdout).toMatch(/^optimizer /m);
  const {traceEvents} = JSON.parse(await readFile(at('step.json'), 'utf8'));
  expect(traceEvents.length).toBeGreaterThan(50);
});

test('predicts with weights that are built in, in joined operations', async () => {
  const network = 'bench --model cifar-resnet20 --batch 2 --inference --engine tensorflow';
  const {code, stdout} = await residual(`${network} --profile --json`);
  expect(code).toBe(0);
  const {byOperation} = JSON.parse(stdout) as {byOperation: {name: string; count: number}[]};
  const count = (wanted: string) => byOperation.find(({name}) => name === wanted)?.count ?? 0;
  expect(count('_Arg')).toBe(1);
  expect(count('_FusedConv2D') + count('_MklNativeFusedConv2D')).toBeGreaterThan(0);
  expect(count('BiasAdd')).toBe(0);
}, 60_000);

test('finds a batch that fits, and none where nothing does', async () => {
  const found = await residual('bench --model mnist-residual --inference --find-batch --memory 0.5 --json');
  expect(found.code).toBe(0);
  const {batch, peak, limit} = JSON.parse(found.stdout);
  expect(batch).toBeGreaterThanOrEqual(1);
  expect(peak).toBeLessThanOrEqual(limit);
  const none = await residual('bench --model mnist-residual --find-batch --memory 0.01 --json');
  expect(none.code).not.toBe(0);
  expect(none.stderr).toContain('NOTHING_FITS');
}, 120_000);

test('WASM has no compiled step to profile', async () => {
  const {code, stderr} = await residual('bench --model mnist-residual --engine wasm --profile --json');
  expect(code).toBe(2);
  expect(stderr).toContain('USAGE_ENGINE');
});
