import {webgpu} from '@residual/backend-web';

/** TF.js's WebGPU backend with our training kernels. */
export default async function prepare() {
  await webgpu();
  return {backendName: 'webgpu', isDataSync: false};
}
