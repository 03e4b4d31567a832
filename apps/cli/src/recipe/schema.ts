import {initializerNames, listModels} from '@residual/core';
import {DataError, transformFrom} from '@residual/data';
import {listDatasets, PHOTOS} from '@residual/data/node';
import {z} from 'zod';
import type {Recipe, RecipeInput} from './recipe.js';

const rate = z.number().min(0).lt(1);
const count = z.int().min(1);

const model = z.strictObject({
  name: z.enum(listModels().map(({name}) => name)).describe('network, see `residual models`'),
  initializer: z
    .enum(initializerNames)
    .optional()
    .describe('how weights begin; by default as the network’s author had it'),
});

const transform = z.looseObject({name: z.string()}).superRefine((description, {addIssue}) => {
  try {
    transformFrom(description);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    addIssue({code: 'custom', message: error.message});
  }
});

const data = z.strictObject({
  name: z
    .enum([...listDatasets().map(({name}) => name), PHOTOS])
    .describe('data set, see `residual data list`, or photos with --data-dir'),
  take: count.optional().describe('train on the first so many images only'),
  shuffle: z.boolean().default(true).describe('a new order every epoch'),
  resize: count.optional().describe('height and width that all images are brought to'),
  augment: z.array(transform).optional().describe('what training images go through, see `residual data preview`'),
  normalize: z.strictObject({
    mean: z.array(z.number()).min(1).describe('subtracted from pixels in 0…1, one value a channel'),
    std: z.array(z.number().gt(0)).min(1).describe('divides pixels, one value a channel'),
  }),
  validation: z
    .union([z.literal('test'), z.number().gt(0).lt(1)])
    .default('test')
    .describe('evaluated after every epoch: the test set, or this fraction of the training images'),
});

const schedule = z.discriminatedUnion('name', [
  z.strictObject({name: z.literal('constant')}),
  z.strictObject({
    name: z.literal('step').describe('how the learning rate changes'),
    every: count.describe('epochs between two changes'),
    factor: z.number().gt(0).default(0.1).describe('what the learning rate is multiplied by'),
  }),
]);

const optimizer = z.strictObject({
  name: z.enum(['sgd']).default('sgd').describe('what updates the weights'),
  momentum: rate.default(0).describe('share of the last update that goes on'),
  dampening: rate.default(0).describe('share of the gradient kept out of the momentum'),
  nesterov: z.boolean().default(false).describe('look ahead along the momentum'),
  weightDecay: z.number().min(0).default(0).describe('pull of weights towards zero'),
  decoupled: z.boolean().default(false).describe('weight decay beside the gradient, not inside it'),
});

const checkpoint = z.strictObject({
  seconds: z.number().gt(0).default(30).describe('seconds between checkpoints within an epoch'),
  steps: count.optional().describe('steps between checkpoints, in the place of seconds'),
  keep: z.enum(['last', 'best']).default('last').describe('which weights become the model of the run'),
});

/** Validates a recipe and fills in its defaults. Unknown fields are errors. */
export const recipeSchema: z.ZodType<Recipe, RecipeInput> = z.strictObject({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  description: z.string().default(''),
  model,
  data,
  epochs: count.describe('passes over the training images'),
  batchSize: count.describe('images a step').default(64),
  seed: z.int().min(0).max(0xffff_ffff).default(0).describe('decides initial weights and order'),
  precision: z
    .enum(['float32', 'bfloat16', 'float16'])
    .default('float32')
    .describe('what convolutions compute in; bfloat16 wants TensorFlow, float16 an NVIDIA GPU'),
  learningRate: z.number().gt(0).describe('step size'),
  schedule: schedule.default({name: 'constant'}),
  optimizer: optimizer.prefault({}),
  checkpoint: checkpoint.prefault({}),
});
