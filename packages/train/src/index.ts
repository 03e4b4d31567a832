export type {Batch, Batches} from './batch.js';
export type {BestBy} from './best.js';
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
  type EvaluateStepOptions,
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
export {doubleSoftmaxCrossEntropy} from './losses/double-softmax.js';
export {focal} from './losses/focal.js';
export type {Loss} from './losses/loss.js';
export {smoothCrossEntropy} from './losses/smooth-cross-entropy.js';
export {softCrossEntropy} from './losses/soft-cross-entropy.js';
export {countCorrect} from './metrics/accuracy.js';
export {brier} from './metrics/brier.js';
export {type Calibration, type CalibrationBin, calibration} from './metrics/calibration.js';
export {type ClassScores, classScores, type Scores} from './metrics/class-scores.js';
export {confusionMatrix} from './metrics/confusion-matrix.js';
export {type Disagreement, mcnemar} from './metrics/mcnemar.js';
export type {Metric} from './metrics/metric.js';
export {type Confusion, mostConfused} from './metrics/most-confused.js';
export {softmax} from './metrics/softmax.js';
export {topK} from './metrics/top-k.js';
export type {Totals} from './metrics/totals.js';
export type {ApplyOptions, Model, ModelLayer, Weight} from './model.js';
export {type AdamOptions, adam, adamW} from './optimizers/adam.js';
export {kernelsOnly, type ParameterGroup, type ParameterGroups} from './optimizers/groups.js';
export type {Optimizer, Update} from './optimizers/optimizer.js';
export {type RmspropOptions, rmsprop} from './optimizers/rmsprop.js';
export {type SgdOptions, sgd} from './optimizers/sgd.js';
export {type PartsOptions, type PartThreads, partsOf, threadsOf} from './parts.js';
export type {AdaptiveSchedule} from './schedules/adaptive.js';
export {constant} from './schedules/constant.js';
export {type CosineOptions, cosine} from './schedules/cosine.js';
export {type CosineWarmRestartsOptions, cosineWarmRestarts} from './schedules/cosine-warm-restarts.js';
export {type ExponentialOptions, exponential} from './schedules/exponential.js';
export {type MultiStepOptions, multiStep} from './schedules/multi-step.js';
export {type OneCycleOptions, oneCycle} from './schedules/one-cycle.js';
export {type PlateauOptions, type PlateauState, plateau} from './schedules/plateau.js';
export {type PolynomialOptions, polynomial} from './schedules/polynomial.js';
export type {Schedule} from './schedules/schedule.js';
export {sequence} from './schedules/sequence.js';
export {type StepOptions, step} from './schedules/step.js';
export {type LinearWarmupOptions, linearWarmup, type WarmupOptions, warmup} from './schedules/warmup.js';
export {sideBySide} from './side-by-side.js';
export type {ClipOptions} from './step/clip.js';
export type {Moment} from './step/draws.js';
export type {Ema, EmaOptions} from './step/ema.js';
export {type AxisMap, type InputStage, type InputStageOptions, inputStage} from './step/input-stage.js';
export type {LossScaleOptions} from './step/loss-scale.js';
export type {MixingOptions} from './step/mixing.js';
export {type TrainStep, type TrainStepOptions, trainStep} from './train-step.js';
