import type {Precision} from '@residual/backend-node-gpu';
import type {InitializerName} from '@residual/core';
import type {TransformDescription} from '@residual/data';

/** A recipe: everything that decides how a network is trained and what comes out, and nothing about the machine. */
export interface Recipe {
  /** Lower-case words joined by dashes; also the name of the run folder. */
  name: string;
  /** One line for `residual recipes`. */
  description: string;
  /** Which network, as `residual models` lists them, and how its weights begin: by default as its author had it. */
  model: {name: string; initializer?: InitializerName | undefined};
  data: {
    /** Which data set, as `residual data list` lists them. */
    name: string;
    /** Train on the first so many images only. */
    take?: number | undefined;
    /** A new order every epoch. */
    shuffle: boolean;
    /** All images become so many pixels high and wide, bilinearly; they stay as they are if absent. */
    resize?: number | undefined;
    /** What training images go through, in this order, drawn anew every epoch. It has to leave their size alone. */
    augment?: TransformDescription[] | undefined;
    /** Pixels in 0…1 become (pixel - mean) / std; one value a channel. */
    normalize: {mean: number[]; std: number[]};
    /** What is evaluated after every epoch: the test set, or this fraction of the training images, held out. */
    validation: 'test' | number;
  };
  /** Passes over the training images. */
  epochs: number;
  /** Images a step. */
  batchSize: number;
  /** Decides initial weights, order and augmentation: the same seed gives the same run on one engine. */
  seed: number;
  /**
   * What convolutions and what lies between them compute in. `bfloat16` and `float16` want TensorFlow, compiled; `float16`
   * is for NVIDIA GPUs, and its loss is scaled.
   */
  precision: Precision;
  learningRate: number;
  schedule: ConstantSchedule | StepSchedule;
  optimizer: {
    name: 'sgd';
    momentum: number;
    dampening: number;
    nesterov: boolean;
    weightDecay: number;
    /** Weight decay beside the gradient (as SGDW has it) instead of inside it. */
    decoupled: boolean;
  };
  checkpoint: {
    /** Seconds between checkpoints within an epoch; one is written after every epoch besides. */
    seconds: number;
    /** Steps between checkpoints, in the place of seconds. */
    steps?: number | undefined;
    /** Which weights become the run's model: the last, or those of the best validation accuracy. */
    keep: 'last' | 'best';
  };
}

/** The learning rate stays. */
export interface ConstantSchedule {
  name: 'constant';
}

/** The learning rate is multiplied by `factor` after every `every` epochs. */
export interface StepSchedule {
  name: 'step';
  every: number;
  factor: number;
}

/** A recipe as its author writes it: what has a default may be left out. */
export interface RecipeInput extends Input<Omit<Recipe, Part>, 'name' | 'epochs' | 'learningRate'> {
  model: Input<Recipe['model'], 'name'>;
  data: Input<Recipe['data'], 'name' | 'normalize'>;
  schedule?: ConstantSchedule | Input<StepSchedule, 'name' | 'every'> | undefined;
  optimizer?: Input<Recipe['optimizer'], never> | undefined;
  checkpoint?: Input<Recipe['checkpoint'], never> | undefined;
}

type Part = 'model' | 'data' | 'schedule' | 'optimizer' | 'checkpoint';

/** `T` with only the fields `Needed` required. */
type Input<T, Needed extends keyof T> = Pick<T, Needed> & {[K in Exclude<keyof T, Needed>]?: T[K] | undefined};

/** Gives an object literal the type of a recipe, so that an editor completes and checks it. */
export function defineRecipe(recipe: RecipeInput): RecipeInput {
  return recipe;
}
