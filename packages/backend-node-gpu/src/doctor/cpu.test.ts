import {expect, test} from 'vitest';
import {cpuFeatures, featuresIn} from './cpu.js';

const none = {avx2: false, avx512: false, amx: false, bf16: false};

test.each([
  ['fpu vme sse4_2', none],
  ['fpu avx avx2 fma', {...none, avx2: true}],
  ['avx2 avx512f avx512bw', {...none, avx2: true, avx512: true}],
  ['avx2 avx512f avx512_bf16 amx_bf16 amx_tile', {avx2: true, avx512: true, amx: true, bf16: true}],
  ['fp asimd aes bf16 sve', {...none, bf16: true}],
  ['FPU AVX1.0 AVX2 BMI1', {...none, avx2: true}],
])('flags %s', (flags, features) => {
  expect(featuresIn(flags)).toEqual(features);
});

test('this machine has a processor', async () => {
  const cpu = await cpuFeatures();
  expect(cpu.cores).toBeGreaterThan(0);
  expect(cpu.model).not.toBe('');
});
