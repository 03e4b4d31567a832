export {wasm} from './engine.js';
export {WebEngineError} from './errors.js';
export {registerTrainingKernels} from './kernels/register.js';
