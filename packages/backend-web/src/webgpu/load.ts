import type {WebGPUBackend} from '@tensorflow/tfjs-backend-webgpu';
import {backend, setBackend, version_core} from '@tensorflow/tfjs-core';
import type {WebEngine} from '../engine.js';
import {WebEngineError} from '../errors.js';
import {isSoftware, nameOf, requestAdapter} from './adapter.js';
import {registerTrainingKernels} from './kernels/register.js';

/** Loads TF.js's WebGPU backend; see `webgpu`, which loads this file. */
export async function load(): Promise<WebEngine<'webgpu'>> {
  const {info} = await requestAdapter();
  // It looks for WebGPU when it is loaded, which under Node is late.
  await import('@tensorflow/tfjs-backend-webgpu');
  if (!(await setBackend('webgpu'))) {
    throw new WebEngineError('LOAD_FAILED', `Expected a device of ${nameOf(info)}, and got none.`);
  }
  registerTrainingKernels();
  const stock = backend() as WebGPUBackend;
  const lost = stock.device.lost.then(({message, reason}) => {
    return `The GPU was lost (${message || reason}). Go on with another engine from the last checkpoint.`;
  });
  guardReads(stock, lost);
  return {
    name: 'webgpu',
    version: version_core,
    devices: [{name: nameOf(info), type: 'GPU'}],
    software: isSoftware(info),
    lost,
  };
}

/** Has a reading that fails as the device is lost say so, and what to do. */
function guardReads(stock: WebGPUBackend, lost: Promise<string>): void {
  const {read} = stock;
  stock.read = async dataId => {
    try {
      return await read.call(stock, dataId);
    } catch (cause) {
      const message = await Promise.race([lost, new Promise<undefined>(resolve => setTimeout(resolve, PATIENCE))]);
      throw message === undefined ? cause : new WebEngineError('GPU_LOST', message, {cause});
    }
  };
}

/** Milliseconds in which the news of a lost device comes, at most, after a reading has failed of it. */
const PATIENCE = 1000;
