export type {ContextOptions, Device} from './binding/context.js';
export type {Compiled, CompileOptions, StepFunction} from './compile/compile.js';
export {type TensorFlowEngine, type TensorFlowOptions, tensorflow} from './engine.js';
export {EngineError, type EngineErrorCode} from './errors.js';
export {type FindOptions, findTensorFlow, type TensorFlowLibrary} from './install/find.js';
export {installedSize, type RemoveOptions, removeSetup} from './install/remove.js';
export {type SetupOptions, type SetupProgress, setup} from './install/setup.js';
