import '@tensorflow/tfjs-backend-webgl';
import {registerTrainingKernels} from '@residual/backend-web';

/** TF.js's WebGL backend, in a program that has our kernels registered. */
export default async function prepare() {
  registerTrainingKernels();
  return {backendName: 'webgl', isDataSync: true};
}
