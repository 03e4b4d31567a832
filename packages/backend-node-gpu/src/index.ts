export type {ContextOptions, Device} from './binding/context.js';
export type {Compiled, CompileOptions, StepFunction} from './compile/compile.js';
export {type TensorFlowEngine, type TensorFlowOptions, tensorflow} from './engine.js';
export {EngineError, type EngineErrorCode} from './errors.js';
