// A folder of your own photos, one folder a class: `residual train photos --data-dir FOLDER` and nothing more.
//
//   residual train photos --data-dir FOLDER
//   residual train photos --data-dir FOLDER --data.balance                  small classes count as much as large ones
//   residual train photos --data-dir FOLDER --from resnet18/torchvision-v1  from weights that others have trained
//   residual train photos --data-dir FOLDER --from RUN                      or those of an earlier run
//
// Size, batch, epochs and learning rate go by the number of photos (`residual recipes photos` shows them for 2,000); batch, and
// then size, are smaller where a step would take more than half of the machine's memory. The network goes by the weights that it
// begins with: those of --from, else torchvision's of ResNet-18 where they have been fetched (`residual weights fetch
// resnet18/torchvision-v1`), else none. Where no folder says so, a fifth of the photos is held out to test with, and a tenth of
// the others to choose the best weights by. The run ends with the test, the report and, in its folder web, the network for web
// pages.
//
// Reached in bfloat16, of 2,000 photos of cats and dogs, from random weights: 74.5 % of 400 test photos in 9 min on TensorFlow 2.21,
// on 2 cores of an AMD EPYC beside another training (one seed). By SGD with a learning rate of 0.05 it was 67.0 %, with 0.01 72.0 %.
import {IMAGENET} from '@residual/data';
import type {StepSize} from '../memory/step-memory.js';
import {defineRecipe, type RecipeInput} from '../recipe/recipe.js';
import {normalizedBy} from './presets.js';

/** The network that begins with random weights. */
export const USUAL_MODEL = 'resnet18';

/** Weights to begin with, as far as they decide what the recipe is. */
export interface PhotosStart {
  /** Network that they are of. */
  readonly model: string;
  /** How images were normalised for them. */
  readonly normalize: {readonly mean: readonly number[]; readonly std: readonly number[]};
}

/** What the recipe for photos goes by. */
export interface PhotosFacts {
  /** Photos to train with. */
  readonly images: number;
  /** Absent where the network begins with random weights. */
  readonly start?: PhotosStart | undefined;
  /** Whether the machine has the memory for steps of a size. Default: it has for any. */
  readonly fits?: (size: StepSize) => boolean;
}

/** Settings up to a number of photos: the fewer they are, the more often each is seen. */
const TIERS = [
  {upTo: 500, batchSize: 16, epochs: {fresh: 60, tuned: 20}, size: {fresh: 96, tuned: 128}},
  {upTo: 2_000, batchSize: 32, epochs: {fresh: 40, tuned: 12}, size: {fresh: 96, tuned: 128}},
  {upTo: 10_000, batchSize: 32, epochs: {fresh: 30, tuned: 8}, size: {fresh: 96, tuned: 128}},
  {upTo: Number.POSITIVE_INFINITY, batchSize: 64, epochs: {fresh: 20, tuned: 5}, size: {fresh: 128, tuned: 160}},
] as const;

/** Batch and size go no lower where memory is short. */
const LEAST: StepSize = {batchSize: 8, side: 64};

/** What sizes are lowered by. */
const SIDE_STEP = 32;

/** Photos of which a tenth is enough to choose the best weights by. */
const ENOUGH = 300;

/** Learning rate for each image of a batch, of the optimizer below. */
const RATE = {fresh: 0.001 / 32, tuned: 0.005 / 32};

/** The recipe for a folder of so many photos. */
export function photosRecipe({images, start, fits = () => true}: PhotosFacts): RecipeInput {
  const {epochs, size, ...tier} = TIERS.find(({upTo}) => images <= upTo)!;
  const way = start ? 'tuned' : 'fresh';
  const {batchSize, side} = fitting({batchSize: tier.batchSize, side: size[way]}, fits);
  return defineRecipe({
    name: 'photos',
    description: 'your own photos: --data-dir FOLDER, with a folder for each class',
    model: {name: start?.model ?? USUAL_MODEL},
    data: {
      name: 'photos',
      images: {size: side},
      shuffle: true,
      augment: [
        {name: 'random-resized-crop', size: side, scale: [0.4, 1]},
        {name: 'horizontal-flip'},
        {name: 'color-jitter', brightness: 0.2, contrast: 0.2, saturation: 0.2},
      ],
      normalize: normalizedBy(start?.normalize ?? IMAGENET),
      validation: images >= ENOUGH ? 0.1 : 'test',
    },
    epochs: epochs[way],
    batchSize,
    learningRate: Number((RATE[way] * batchSize).toPrecision(3)),
    schedule: {name: 'cosine'},
    warmup: {epochs: 0.5, from: 0.1},
    optimizer: start
      ? {name: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 5e-4, decayOf: 'kernels', headRate: 10}
      : {name: 'adamw', weightDecay: 0.05, decayOf: 'kernels'},
    loss: {name: 'cross-entropy', smoothing: 0.1},
    checkpoint: {keep: images >= ENOUGH ? 'best' : 'last'},
    web: true,
  });
}

/** What is wanted, or the next smaller that fits: first with fewer photos in a batch, then with fewer pixels. */
function fitting(wanted: StepSize, fits: (size: StepSize) => boolean): StepSize {
  for (let side = wanted.side; side >= LEAST.side; side -= SIDE_STEP) {
    for (let batchSize = wanted.batchSize; batchSize >= LEAST.batchSize; batchSize /= 2) {
      if (fits({batchSize, side})) return {batchSize, side};
    }
  }
  return LEAST;
}

/** The recipe for 2,000 photos, from random weights. */
export const photos: RecipeInput = photosRecipe({images: 2_000});
