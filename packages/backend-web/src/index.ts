export {WEB_ENGINES, type WebEngine, type WebEngineName} from './engine.js';
export {wasm, webgl, webgpu} from './engines.js';
export {WebEngineError, type WebEngineErrorCode} from './errors.js';
export {type Picked, type PickOptions, pickEngine, type Trial} from './pick.js';
export type {WasmOptions, WasmPaths} from './wasm/load.js';
