import {webgl} from '@residual/backend-web';

/** TF.js's WebGL backend, as we load it. */
export default async function prepare() {
  await webgl();
  return {backendName: 'webgl', isDataSync: true};
}
