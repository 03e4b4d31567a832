import {writeFile} from 'node:fs/promises';
import {expect, test} from 'vitest';
import {EXIT} from '../exit-codes.js';
import {useWorkplace} from '../testing/residual.js';

const {at, residual} = useWorkplace();

test('a TensorFlow that is not there, and damaged data: each with its mend, and the speed of WASM', async () => {
  await writeFile(at('train-images-idx3-ubyte'), 'no images');
  const env = {RESIDUAL_TENSORFLOW: at('nowhere')};
  const {code, stdout} = await residual(`doctor --json --data-dir ${at()}`, {env});
  const {node, cpu, memory, speed, webgpu, data, problems} = JSON.parse(stdout);
  expect(node).toBe(process.versions.node);
  expect(cpu.cores).toBeGreaterThan(0);
  expect(memory.free).toBeLessThanOrEqual(memory.total);
  expect(speed).toEqual({engine: 'wasm', gflops: expect.any(Number)});
  expect(speed.gflops).toBeGreaterThan(0);
  const gpu = {name: expect.any(String), software: expect.any(Boolean)};
  expect([{gpu}, {missing: expect.stringContaining('Expected a')}]).toContainEqual(webgpu);
  expect(data).toEqual({
    folder: at(),
    sets: {
      digits: 'there',
      mnist: 'damaged',
      'fashion-mnist': 'damaged',
      'emnist-balanced': 'missing',
      'emnist-byclass': 'missing',
      'emnist-bymerge': 'missing',
      'emnist-letters': 'missing',
      'emnist-digits': 'missing',
      'emnist-mnist': 'missing',
      cifar10: 'missing',
      cifar100: 'missing',
      'cats-dogs': 'missing',
    },
  });
  expect(problems[0].problem).toContain(at('nowhere'));
  expect(problems.slice(1).map(({mend}: {mend: string}) => mend)).toEqual([
    'run `residual data fetch mnist`',
    'run `residual data fetch fashion-mnist`',
  ]);
  expect(code).toBe(EXIT.failure.code);
});
