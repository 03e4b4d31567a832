import {expect, test} from 'vitest';
import type {EngineReport} from './diagnose.js';
import {type Facts, problemsOf} from './problems.js';

const engine: EngineReport = {
  library: '/tf/libtensorflow_cc.so.2',
  framework: '/tf/libtensorflow_framework.so.2',
  source: 'cache',
  devices: [{name: 'CPU:0', type: 'CPU'}],
};
const gpu = {name: 'NVIDIA H200', memory: 1e11, driver: '570'};
const healthy: Facts = {
  node: '20.9.0',
  arch: 'x64',
  engine,
  damaged: [],
  cpu: {model: 'a processor', cores: 2, avx2: true, avx512: false, amx: false, bf16: false},
  gpus: [],
  memory: {total: 8e9, free: 4e9},
};

test('a healthy machine has none', () => {
  expect(problemsOf(healthy)).toEqual([]);
  const withGpu = {...engine, devices: [...engine.devices, {name: 'GPU:0', type: 'GPU'}]};
  expect(problemsOf({...healthy, gpus: [gpu], engine: withGpu})).toEqual([]);
});

test.each<[string, Partial<Facts>, RegExp, RegExp]>([
  ['an old Node', {node: '18.20.4'}, /Node 18\.20\.4 is older than 20\.9/, /newer Node/],
  ['a Node a little too old', {node: '20.8.1'}, /older than 20\.9/, /newer Node/],
  ['a wrong path', {engine: undefined, findFailure: 'RESIDUAL_TENSORFLOW names /x'}, /names \/x/, /unset/],
  ['no TensorFlow', {engine: undefined}, /no TensorFlow: training runs on WASM/, /`residual setup`/],
  [
    'no TensorFlow for this system',
    {engine: undefined, unsupported: 'musl: use WASM'},
    /does not run/,
    /musl: use WASM/,
  ],
  [
    'a damaged installation',
    {engine: undefined, damaged: ['libtensorflow_cc.so.2']},
    /damaged: libtensorflow_cc/,
    /anew/,
  ],
  ['a library of ours that fails', {engine: {...engine, failure: 'SIGILL'}}, /SIGILL/, /setup --force/],
  ['a library of Python that fails', {engine: {...engine, source: 'python', failure: 'old'}}, /old/, /setup` for one/],
  ['an idle GPU', {gpus: [gpu]}, /does not use the GPU NVIDIA H200/, /setup --gpu/],
  ['a broken driver', {driverFailure: 'nvidia-smi failed'}, /nvidia-smi failed/, /driver/],
  ['an old processor', {cpu: {...healthy.cpu, avx2: false}}, /no AVX2/, /newer machine/],
  ['little memory', {memory: {total: 1e9, free: 5e8}}, /only 1000 MB/, /smaller batch/],
])('%s is a problem with a mend', (_, facts, problem, mend) => {
  const problems = problemsOf({...healthy, ...facts});
  expect(problems).toEqual([{problem: expect.stringMatching(problem), mend: expect.stringMatching(mend)}]);
});

test('a processor of another kind needs no AVX2', () => {
  expect(problemsOf({...healthy, arch: 'arm64', cpu: {...healthy.cpu, avx2: false}})).toEqual([]);
});
