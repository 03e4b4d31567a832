import {getKernel, registerKernel} from '@tensorflow/tfjs-core';
import {replaceKernel} from '../../replace-kernel.js';
import {batchNormTraining, batchNormTrainingGrad} from './batch-norm-training.js';
import {conv2dBackpropFilter} from './conv2d-backprop-filter.js';

/** Registers what the stock WebGPU backend has composed of many kernels, or has slow. A second call does nothing. */
export function registerTrainingKernels(backendName = 'webgpu'): void {
  if (getKernel('BatchNormTraining', backendName)) return;
  registerKernel({backendName, kernelName: 'BatchNormTraining', kernelFunc: batchNormTraining});
  registerKernel({backendName, kernelName: 'BatchNormTrainingGrad', kernelFunc: batchNormTrainingGrad});
  replaceKernel(backendName, 'Conv2DBackpropFilter', conv2dBackpropFilter);
}
