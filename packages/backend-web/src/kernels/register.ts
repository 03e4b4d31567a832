import {getKernel, type KernelFunc, registerKernel, unregisterKernel} from '@tensorflow/tfjs-core';
import {batchMatMul} from './batchMatMul.js';
import {conv2dBackpropFilter} from './conv2dBackpropFilter.js';
import {conv2dBackpropInput} from './conv2dBackpropInput.js';

/** Registers what the stock WASM backend lacks for training, or has only as slow loops. A second call does nothing. */
export function registerTrainingKernels(backendName = 'wasm'): void {
  if (getKernel('Conv2DBackpropFilter', backendName)) return;
  registerKernel({backendName, kernelName: 'Conv2DBackpropFilter', kernelFunc: conv2dBackpropFilter});
  replaceKernel(backendName, 'Conv2DBackpropInput', conv2dBackpropInput);
  replaceKernel(backendName, 'BatchMatMul', batchMatMul);
}

function replaceKernel(backendName: string, kernelName: string, build: (stock: KernelFunc) => KernelFunc): void {
  const stock = getKernel(kernelName, backendName);
  unregisterKernel(kernelName, backendName);
  registerKernel({...stock, kernelFunc: build(stock.kernelFunc)});
}
