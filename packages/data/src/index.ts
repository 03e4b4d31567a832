/** Image data sets, sampling, batching and transforms. Runs anywhere; files and downloads are in `@residual/data/node`. */

export {Batches} from './batches.js';
export {type CifarRecords, decodeCifar} from './cifar.js';
export {collate} from './collate.js';
export {Dataset, type Transform} from './dataset.js';
export type {DataFile, DatasetDescription, DatasetPart, ZipArchive} from './datasets/description.js';
export {decodeDigits} from './datasets/digits.js';
export {DataError, type DataErrorCode} from './error.js';
export {decodeIdx, type IdxArray} from './idx.js';
export {type InMemoryOptions, inMemory} from './in-memory.js';
export {type LoaderOptions, loader} from './loader.js';
export {permutation} from './permutation.js';
export {Random, random} from './random.js';
export type {Awaitable, Batch, Sample, Source} from './sample.js';
export {type AutoAugmentOptions, autoAugment} from './transforms/auto-augment.js';
export {type CenterCropOptions, centerCrop} from './transforms/center-crop.js';
export {type ColorJitterOptions, colorJitter, type GrayscaleOptions, grayscale} from './transforms/color-jitter.js';
export {compose} from './transforms/compose.js';
export {type CornerCropOptions, cornerCrop} from './transforms/corner-crop.js';
export {type CutoutOptions, cutout, type RandomErasingOptions, randomErasing} from './transforms/erase.js';
export type {Fill, Size} from './transforms/fields.js';
export {type Fit, type FittedSize, fitImage, fittedSize} from './transforms/fit-image.js';
export {type FlipOptions, horizontalFlip, verticalFlip} from './transforms/flip.js';
export {
  type ByteImage,
  type ImageTransform,
  onSamples,
  type TransformDescription,
  type TransformFactory,
} from './transforms/image-transform.js';
export {
  CIFAR10,
  CIFAR100,
  FASHION_MNIST,
  IMAGENET,
  MNIST,
  MNIST_NOTEBOOK,
  type NormalizationName,
  normalizations,
} from './transforms/normalizations.js';
export {type Normalization, normalize} from './transforms/normalize.js';
export {
  type RandAugmentOptions,
  randAugment,
  type TrivialAugmentOptions,
  trivialAugment,
} from './transforms/rand-augment.js';
export {type RandomCropOptions, randomCrop} from './transforms/random-crop.js';
export {type RandomResizedCropOptions, randomResizedCrop} from './transforms/random-resized-crop.js';
export {listTransforms, transformFrom} from './transforms/registry.js';
export type {Region} from './transforms/resample.js';
export {type ResampleMatrix, resampleMatrix} from './transforms/resample-matrix.js';
export type {Interpolation} from './transforms/resample-weights.js';
export {type ResizeOptions, resize} from './transforms/resize.js';
export {type AffineOptions, type RotationOptions, randomAffine, rotation} from './transforms/rotation.js';
export {fiveCrop, flipPair, type TestTimeViews, tenCrop, testTimeViews} from './transforms/test-time.js';
export {toTensor} from './transforms/to-tensor.js';
