import * as tf from '@tensorflow/tfjs-core';
import {afterEach, expect, test, vi} from 'vitest';
import {pickEngine} from './index.js';

afterEach(() => vi.unstubAllGlobals());

test('takes what works, and says why the others do not', async () => {
  const {engine, tried} = await pickEngine();
  expect(engine.name).toBe('wasm');
  expect(tf.getBackend()).toBe('wasm');
  expect(tried).toEqual([
    {name: 'webgpu', ok: false, reason: expect.stringContaining('Expected WebGPU'), seconds: expect.any(Number)},
    {name: 'webgl', ok: false, reason: expect.stringContaining('Expected WebGL 2'), seconds: expect.any(Number)},
    {name: 'wasm', ok: true, reason: expect.stringMatching(/^computes rightly/), seconds: expect.any(Number)},
  ]);
});

test('tries no other engine than those it is told', async () => {
  const {tried} = await pickEngine({engines: ['wasm']});
  expect(tried.map(({name}) => name)).toEqual(['wasm']);
  await expect(pickEngine({engines: ['webgl', 'webgpu']})).rejects.toMatchObject({
    code: 'NO_ENGINE',
    message: expect.stringMatching(/webgl: Expected WebGL 2.*webgpu: Expected WebGPU/),
  });
});

test('a browser that has WebGPU but no GPU goes on with the next engine', async () => {
  vi.stubGlobal('navigator', {gpu: {requestAdapter: async () => null}});
  const {engine, tried} = await pickEngine({engines: ['webgpu', 'wasm']});
  expect(tried[0]!.reason).toContain('Expected a GPU');
  expect(engine.name).toBe('wasm');
});

test.each([
  [
    'Conv2DBackpropFilter',
    /^Expected the filter gradient of a convolution with stride 1 to 0.00001, and it is off by 2/,
  ],
  ['Conv2D', /^Expected the convolution with stride 1/],
  ['Sum', /gradient of batch norm/],
])('an engine whose %s is wrong is left out', async (kernelName, reason) => {
  await pickEngine({engines: ['wasm']});
  const right = tf.getKernel(kernelName, 'wasm');
  tf.unregisterKernel(kernelName, 'wasm');
  // Three times what it should be.
  const triple: tf.KernelFunc = call => {
    const result = right.kernelFunc(call) as tf.TensorInfo;
    const values = tf.engine().backend as unknown as {typedArrayFromHeap(result: tf.TensorInfo): Float32Array};
    const numbers = values.typedArrayFromHeap(result);
    numbers.forEach((value, i) => {
      numbers[i] = 3 * value;
    });
    return result;
  };
  tf.registerKernel({...right, kernelFunc: triple});
  try {
    await expect(pickEngine({engines: ['wasm']})).rejects.toThrow(new RegExp(reason.source.replace('^', 'wasm: ')));
  } finally {
    tf.unregisterKernel(kernelName, 'wasm');
    tf.registerKernel(right);
  }
});
