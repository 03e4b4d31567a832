import '@tensorflow/tfjs-backend-webgpu';
import {registerTrainingKernels} from '@residual/backend-web';

/** TF.js's WebGPU backend, in a program that has our kernels registered. */
export default async function prepare() {
  if (!(await navigator.gpu?.requestAdapter())) throw new Error('no WebGPU adapter');
  registerTrainingKernels();
  return {backendName: 'webgpu', isDataSync: false};
}
