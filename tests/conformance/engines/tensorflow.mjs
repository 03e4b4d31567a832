import {tensorflow} from '@residual/backend-node-gpu';

/** What tfjs-node's own run of the specs leaves out (its src/run_tests.ts), but for what passes here: numeric padding, for one. */
export {default as ignored} from './tensorflow-ignored.json' with {type: 'json'};

/** TensorFlow's native library, as it is found on this machine. */
export default async function prepare() {
  await tensorflow();
  return {backendName: 'tensorflow', isDataSync: true};
}
