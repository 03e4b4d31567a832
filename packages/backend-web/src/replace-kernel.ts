import {getKernel, type KernelFunc, registerKernel, unregisterKernel} from '@tensorflow/tfjs-core';

/** Puts a kernel in the place of a stock one, which it gets to fall back on. */
export function replaceKernel(backendName: string, kernelName: string, build: (stock: KernelFunc) => KernelFunc): void {
  const stock = getKernel(kernelName, backendName);
  unregisterKernel(kernelName, backendName);
  registerKernel({...stock, kernelFunc: build(stock.kernelFunc)});
}
