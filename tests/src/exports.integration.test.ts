import {execFile} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {wasm} from '@residual/backend-web';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {relativeDifference} from '../../packages/core/src/testing/measure.js';
import {findPeers} from '../../scripts/peers.mjs';
import {type CaseFile, type ExportCase, writeCase} from './export-cases.js';

const python = findPeers();
const small = {inputShape: [64, 64, 3], classes: 10, depths: [1, 1, 1, 1]} as const;

/** Few blocks, but each kind of block and shortcut, and sizes that strides do not divide. */
const cases: ExportCase[] = [
  {id: 'mnist-residual', network: 'mnist-residual'},
  {id: 'cifar-resnet20', network: 'cifar-resnet20'},
  {id: 'resnet18', network: 'resnet18', options: {inputShape: [65, 58, 3], classes: 10}},
  {id: 'resnet18-half', network: 'resnet18', options: {inputShape: [65, 58, 3], classes: 10}, half: true},
  {id: 'resnet50', network: 'resnet50', options: {...small, depths: [1, 2, 1, 1]}},
  {id: 'resnet50-d', network: 'resnet50-d', options: {...small, inputShape: [71, 64, 3]}},
  {id: 'resnext50-32x4d', network: 'resnext50-32x4d', options: small},
  {id: 'se-resnet50', network: 'se-resnet50', options: small},
  {id: 'resnet18-v2', network: 'resnet18-v2', options: small},
  {id: 'fashion-notebook', network: 'fashion-notebook', options: {depths: [1, 1, 1, 1]}},
];

/** Those who open the files, each in a process of its own. */
const openers: {format: string; by: string; command: string | undefined; script: string; networks?: string[]}[] = [
  {format: 'TF.js', by: 'plain TF.js', command: process.execPath, script: 'tfjs.mjs'},
  {format: 'SavedModel', by: 'TensorFlow in Python', command: python, script: 'saved_model.py'},
  {format: 'ONNX', by: 'ONNX Runtime', command: python, script: 'onnx.py'},
  {
    format: 'safetensors',
    by: 'PyTorch, strictly',
    command: python,
    script: 'pytorch.py',
    networks: ['mnist-residual', 'cifar-resnet20', 'resnet18', 'resnet50', 'resnext50-32x4d', 'se-resnet50'],
  },
];

const expected = new Map<string, number[][]>();
let folder: string;

beforeAll(async () => {
  await wasm();
  folder = await mkdtemp(join(tmpdir(), 'residual-exports-'));
  const files: CaseFile[] = [];
  for (const one of cases) {
    const {file, logits} = await writeCase(folder, one);
    files.push(file);
    expected.set(one.id, logits);
  }
  await writeFile(join(folder, 'cases.json'), JSON.stringify(files));
}, 300_000);

afterAll(() => rm(folder, {recursive: true, force: true}));

describe.each(openers)('$format, opened by $by', ({command, script, networks}) => {
  const skipped = command === undefined;
  let actual: Record<string, number[][]>;

  beforeAll(async () => {
    if (skipped) return;
    const {stdout} = await promisify(execFile)(command, [join(import.meta.dirname, '../exports', script), folder], {
      env: {...process.env, TF_CPP_MIN_LOG_LEVEL: '3', PYTHONDONTWRITEBYTECODE: '1'},
      maxBuffer: 2 ** 26,
    });
    actual = JSON.parse(stdout.trim().split('\n').at(-1)!);
  }, 300_000);

  test.skipIf(skipped).each(cases.filter(({network}) => networks?.includes(network) ?? true))('$id', ({id}) => {
    const logits = expected.get(id)!;
    expect(logits.flat().every(Number.isFinite)).toBe(true);
    expect(actual[id]).toHaveLength(logits.length);
    expect(relativeDifference(actual[id]!.flat(), logits.flat())).toBeLessThan(1e-4);
  });
});
