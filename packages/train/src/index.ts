export type {Batch, Batches} from './batch.js';
export {type Checkpoint, decodeCheckpoint, encodeCheckpoint} from './checkpoint/checkpoint.js';
export type {CheckpointEvery} from './checkpoint/saver.js';
export type {TrainingState} from './checkpoint/state.js';
export {type CheckpointKind, type CheckpointStore, memoryCheckpoints} from './checkpoint/store.js';
export {restoreModel} from './checkpoint/variables.js';
export {type Compile, type Compiled, eager} from './compile.js';
export {TrainError, type TrainErrorCode} from './errors.js';
export {
  type EvaluateOptions,
  type EvaluateStep,
  type Evaluation,
  evaluate,
  evaluateStep,
} from './evaluate.js';
export type {CheckpointEvent, EndEvent, EpochEvent, StartEvent, StepEvent, TrainEvent} from './events.js';
export {type FitOptions, fit} from './fit.js';
export {
  type GradientNorm,
  type GradientNorms,
  type GradientNormsOptions,
  gradientNorms,
} from './gradient-norms/gradient-norms.js';
export {type GradientStep, gradientStep} from './gradient-norms/gradient-step.js';
export {crossEntropy} from './losses/cross-entropy.js';
export type {Loss} from './losses/loss.js';
export {countCorrect} from './metrics/accuracy.js';
export type {Totals} from './metrics/totals.js';
export type {Model, Weight} from './model.js';
export type {Optimizer, Update} from './optimizers/optimizer.js';
export {type SgdOptions, sgd} from './optimizers/sgd.js';
export {constant} from './schedules/constant.js';
export type {Schedule} from './schedules/schedule.js';
export {type StepOptions, step} from './schedules/step.js';
export {sideBySide} from './side-by-side.js';
export {type TrainStep, type TrainStepOptions, trainStep} from './train-step.js';
