import type {Precision} from '@residual/backend-node-gpu';
import type {InitializerName} from '@residual/core';
import type {ClipOptions, EmaOptions, MixingOptions} from '@residual/train';
import type {DataSettings, DataSettingsInput} from './data.js';
import type {Input} from './input.js';
import type {RecipeLoss, RecipeLossInput} from './loss.js';
import type {RecipeOptimizer, RecipeOptimizerInput} from './optimizer.js';
import type {RecipeSchedule, RecipeScheduleInput, Warmup} from './schedule.js';

/** A recipe: everything that decides how a network is trained and what comes out, and nothing about the machine. */
export interface Recipe {
  /** Lower-case words joined by dashes; also the name of the run folder. */
  name: string;
  /** One line for `residual recipes`. */
  description: string;
  /** Whose lines `--style notebook` prints: the number of a notebook, from 1. */
  notebook: number;
  /** Which network, as `residual models` lists them, and how its weights begin: by default as its author had it. */
  model: {name: string; initializer?: InitializerName | undefined};
  data: DataSettings;
  /** Passes over the training images. */
  epochs: number;
  /** Images a step. */
  batchSize: number;
  /** Parts in which the gradients of a batch are computed one after the other, in the memory of one. */
  accumulate: number;
  /** Decides initial weights, order, augmentation and mixing: the same seed gives the same run on one engine. */
  seed: number;
  /**
   * What convolutions and what lies between them compute in. `bfloat16` and `float16` want TensorFlow, compiled; `float16`
   * is for NVIDIA GPUs, and its loss is scaled.
   */
  precision: Precision;
  learningRate: number;
  schedule: RecipeSchedule;
  warmup?: Warmup | undefined;
  optimizer: RecipeOptimizer;
  loss: RecipeLoss;
  clip?: ClipOptions | undefined;
  ema?: EmaOptions | undefined;
  mixing?: MixingOptions | undefined;
  /** The run ends after so many epochs without a better validation. */
  patience?: number | undefined;
  checkpoint: RecipeCheckpoint;
  /** Whether the network is written for web pages as well, in half precision. */
  web: boolean;
}

/** What is kept of a run. */
interface RecipeCheckpoint {
  /** Seconds between checkpoints within an epoch; one is written after every epoch besides. */
  seconds: number;
  /** Steps between checkpoints, in the place of seconds. */
  steps?: number | undefined;
  /** Which weights become the run's model: the last, or those of the best validation. */
  keep: 'last' | 'best';
  /** What makes a validation the best. */
  bestBy: 'accuracy' | 'loss';
  /** Keeps the weights of every validation that was the best so far, in a file named by its results. */
  history: boolean;
}

/** A recipe as its author writes it: what has a default may be left out. */
export interface RecipeInput extends Input<Omit<Recipe, Part>, 'name' | 'epochs' | 'learningRate'> {
  model: Input<Recipe['model'], 'name'>;
  data: DataSettingsInput;
  schedule?: RecipeScheduleInput | undefined;
  warmup?: Input<Warmup, 'epochs'> | undefined;
  optimizer?: RecipeOptimizerInput | undefined;
  loss?: RecipeLossInput | undefined;
  checkpoint?: Input<RecipeCheckpoint, never> | undefined;
}

type Part = 'model' | 'data' | 'schedule' | 'warmup' | 'optimizer' | 'loss' | 'checkpoint';

/** Gives an object literal the type of a recipe, so that an editor completes and checks it. */
export function defineRecipe(recipe: RecipeInput): RecipeInput {
  return recipe;
}
