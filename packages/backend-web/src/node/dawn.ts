import type {WebEngine} from '../engine.js';
import {WebEngineError} from '../errors.js';
import {isSoftware, nameOf, requestAdapter} from '../webgpu/adapter.js';
import {load} from '../webgpu/load.js';

/** The GPU that WebGPU has in Node. */
export interface Gpu {
  readonly name: string;
  /** Whether a CPU imitates it. */
  readonly software: boolean;
}

/**
 * Looks for a GPU that WebGPU can use in Node, without loading TF.js's backend.
 *
 * @throws WebEngineError `NOT_INSTALLED` where the package `webgpu` is not there, `NO_GPU` where no driver gives a GPU.
 */
export async function findGpu(): Promise<Gpu> {
  await provideWebGpu();
  const {info} = await requestAdapter();
  return {name: nameOf(info), software: isSoftware(info)};
}

/**
 * WebGPU in Node, by Dawn, which is what Chrome has: on Vulkan (Linux), Metal (macOS) or Direct3D 12 (Windows). Loads
 * TF.js's WebGPU backend, makes it current, and registers the training kernels. Tensors are read by `data()` alone: there
 * is no `dataSync()`. End the process by `process.exit()`, as Dawn keeps it alive.
 *
 * @throws WebEngineError `NOT_INSTALLED` where the package `webgpu` is not there, `NO_GPU` where no driver gives a GPU,
 * `LOAD_FAILED` where the GPU gives no device.
 */
export async function dawn(): Promise<WebEngine<'webgpu'>> {
  await provideWebGpu();
  return load();
}

/** Gives this process `navigator.gpu`, as a page has it. */
async function provideWebGpu(): Promise<void> {
  if (globalThis.navigator?.gpu) return;
  const {create, globals} = await loadDawn();
  Object.assign(globalThis, globals);
  // Node has a navigator since version 21, which cannot be written to.
  const navigator = Object.create(globalThis.navigator ?? null, {gpu: {value: create([]), enumerable: true}});
  Object.defineProperty(globalThis, 'navigator', {value: navigator, configurable: true});
}

async function loadDawn(): Promise<typeof import('webgpu')> {
  try {
    return await import('webgpu');
  } catch (cause) {
    const message = 'Expected the package webgpu, which is loaded on demand: npm install webgpu';
    throw new WebEngineError('NOT_INSTALLED', message, {cause});
  }
}
