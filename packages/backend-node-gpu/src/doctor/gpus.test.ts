import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {gpus} from './gpus.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'residual-gpus-'));
});
afterEach(() => rm(folder, {recursive: true, force: true}));

const program = (body: string) => writeFile(join(folder, 'nvidia-smi'), `#!/bin/sh\n${body}\n`, {mode: 0o755});

test('every GPU is listed, with its memory in bytes', async () => {
  await program('echo "NVIDIA H200, 143771, 570.86.15"; echo "NVIDIA GeForce RTX 3060, 12288, 570.86.15"');
  expect(await gpus({PATH: folder})).toEqual([
    {name: 'NVIDIA H200', memory: 143771 * 1024 * 1024, driver: '570.86.15'},
    {name: 'NVIDIA GeForce RTX 3060', memory: 12 * 1024 ** 3, driver: '570.86.15'},
  ]);
});

test('without the program there is none', async () => {
  expect(await gpus({PATH: folder})).toEqual([]);
});

test('a driver that does not answer is an error with its words', async () => {
  await program('echo "couldn\'t communicate with the NVIDIA driver"; exit 9');
  await expect(gpus({PATH: folder})).rejects.toThrow(/communicate with the NVIDIA driver/);
});
