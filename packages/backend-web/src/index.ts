export {type WasmEngine, type WasmOptions, type WasmPaths, wasm} from './engine.js';
export {WebEngineError, type WebEngineErrorCode} from './errors.js';
export {registerTrainingKernels} from './kernels/register.js';
