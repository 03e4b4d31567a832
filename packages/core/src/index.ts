export {type Activations, type ActivationsOptions, activations} from './activations/activations.js';
export type {BlockChange} from './activations/block-change.js';
export type {LayerActivations} from './activations/layer-activations.js';
export {type AveragePoolOptions, averagePool} from './blocks/average-pool.js';
export {basicBlock} from './blocks/basic-block.js';
export {type BatchNormOptions, batchNorm, type Norm} from './blocks/batch-norm.js';
export type {BlockOptions} from './blocks/block-options.js';
export {blurPool} from './blocks/blur-pool.js';
export {type BottleneckBlockOptions, bottleneckBlock} from './blocks/bottleneck-block.js';
export {type ConvOptions, conv} from './blocks/conv.js';
export {type ConvNormOptions, convNorm, convNormRelu} from './blocks/conv-norm.js';
export {type DropoutOptions, dropout} from './blocks/dropout.js';
export {add, relu} from './blocks/elementwise.js';
export {flatten, type LinearOptions, linear} from './blocks/linear.js';
export {type MaxPoolOptions, maxPool} from './blocks/max-pool.js';
export {preactivationBasicBlock} from './blocks/preactivation-basic-block.js';
export {preactivationBottleneckBlock} from './blocks/preactivation-bottleneck-block.js';
export {
  averagedProjection,
  biasedProjection,
  identity,
  projection,
  projectionEverywhere,
  type Shortcut,
  type ShortcutOptions,
  wideProjection,
  zeroPadded,
} from './blocks/shortcuts.js';
export {type SqueezeExcitationOptions, squeezeExcitation} from './blocks/squeeze-excitation.js';
export {stochasticDepth} from './blocks/stochastic-depth.js';
export type {BlobLike, ByteSource} from './bytes/byte-source.js';
export {CoreError, type CoreErrorCode} from './errors.js';
export {type GradCam, type GradCamOptions, gradCam} from './explain/grad-cam.js';
export type {ExportOptions, ModelMetadata} from './export/export-options.js';
export {exportSafetensors} from './export/export-safetensors.js';
export {exportOnnx} from './export/onnx/export-onnx.js';
export {exportSavedModel} from './export/saved-model/export-saved-model.js';
export {type ExportTfjsOptions, exportTfjs} from './export/tfjs/export-tfjs.js';
export {
  type InitializerName,
  type InitialWeights,
  initializerNames,
  type WeightInitializer,
  weightInitializer,
} from './initializers/weight-initializer.js';
export {type GroupedConv2DArgs, groupedConv2DLayer, registerGroupedConv2D} from './layers/grouped-conv2d.js';
export {familyNames} from './networks/catalogue.js';
export type {ResNetConfig, ShortcutName, StemConfig} from './networks/config.js';
export {mnistPlain, mnistResidual} from './networks/mnist-residual.js';
export type {ImageShape, ModelOptions} from './networks/model-options.js';
export {type PredictedGeometry, type PredictedLayer, predictGeometry} from './networks/predict-geometry.js';
export {createModel, listModels, type ModelInfo, modelInfo} from './networks/registry.js';
export {resnet} from './networks/resnet.js';
export {stageOf} from './networks/stage-of.js';
export {type BatchNormTraining, type BatchNormTrainingInputs, batchNormTraining} from './ops/batch-norm-training.js';
export {type GroupedConv2DOptions, groupedConv2d} from './ops/grouped-conv2d.js';
export {l2Norm} from './ops/l2-norm.js';
export {randomSeed, type StatelessUniformOptions, statelessUniform} from './ops/stateless-uniform.js';
export {fromBfloat16, toBfloat16} from './precision/bfloat16.js';
export {fromHalf} from './precision/half.js';
export {toFloat32} from './precision/to-float32.js';
export {toHalf} from './precision/to-half.js';
export {decodeSafetensors, type Safetensors} from './safetensors/decode.js';
export {encodeSafetensors} from './safetensors/encode.js';
export type {SafeTensor, SafeTensorData, SafeTensorOf, SafeTensorType} from './safetensors/types.js';
export {formatComparison} from './summary/format-comparison.js';
export {formatMermaid} from './summary/format-mermaid.js';
export {formatNotebook} from './summary/format-notebook.js';
export {formatSummary, type SummaryPart} from './summary/format-summary.js';
export {formatSvg} from './summary/format-svg.js';
export type {Kernel} from './summary/kernel.js';
export type {ReceptiveField} from './summary/receptive-field.js';
export {summarize} from './summary/summarize.js';
export type {
  BlockSummary,
  Costs,
  LayerSummary,
  ModelSummary,
  PartSummary,
  ShortcutKind,
  StageSummary,
} from './summary/summary.js';
export {foldBatchNorm} from './surgery/fold-batch-norm.js';
export {freeze, unfreeze} from './surgery/freeze.js';
export {type ReplaceHeadOptions, replaceHead} from './surgery/replace-head.js';
export {type DecodedWeights, decodeWeights} from './weights/decode-weights.js';
export {
  type LoadParametersOptions,
  type LoadReport,
  loadParameters,
  type ParameterTensor,
} from './weights/load-parameters.js';
export {detectNames} from './weights/names/detect-names.js';
export {type NameFamily, nameFamilies} from './weights/names/families.js';
export {parameterName} from './weights/parameter-name.js';
export {type ReadParametersOptions, readParameters} from './weights/read-parameters.js';
export type {WeightsFormat} from './weights/recognize-format.js';
