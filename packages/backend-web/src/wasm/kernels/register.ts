import {getKernel, registerKernel} from '@tensorflow/tfjs-core';
import {replaceKernel} from '../../replace-kernel.js';
import {batchMatMul} from './batch-mat-mul.js';
import {conv2dBackpropFilter} from './conv2d-backprop-filter.js';
import {conv2dBackpropInput} from './conv2d-backprop-input.js';
import {cast, identity} from './identity.js';
import {maxPoolGrad} from './max-pool-grad.js';
import {sparseSoftmaxCrossEntropy} from './sparse-softmax-cross-entropy.js';
import {sum} from './sum.js';

/** Registers what the stock WASM backend lacks for training, or has only as slow loops. A second call does nothing. */
export function registerTrainingKernels(backendName = 'wasm'): void {
  if (getKernel('Conv2DBackpropFilter', backendName)) return;
  registerKernel({backendName, kernelName: 'Conv2DBackpropFilter', kernelFunc: conv2dBackpropFilter});
  registerKernel({backendName, kernelName: 'SparseSoftmaxCrossEntropy', kernelFunc: sparseSoftmaxCrossEntropy});
  replaceKernel(backendName, 'BatchMatMul', batchMatMul);
  replaceKernel(backendName, 'Cast', cast);
  replaceKernel(backendName, 'Conv2DBackpropInput', conv2dBackpropInput);
  replaceKernel(backendName, 'Identity', () => identity);
  replaceKernel(backendName, 'MaxPoolGrad', maxPoolGrad);
  replaceKernel(backendName, 'Sum', sum);
}
