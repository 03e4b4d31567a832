import {initializerNames, listModels} from '@residual/core';
import {z} from 'zod';
import {buildSchedule} from './build-schedule.js';
import {dataSchema} from './data.js';
import {lossSchema} from './loss.js';
import {optimizerSchema} from './optimizer.js';
import {builds, count, positive} from './pieces.js';
import type {Recipe, RecipeInput} from './recipe.js';
import {scheduleSchema, warmupSchema} from './schedule.js';
import {clipSchema, emaSchema, mixingSchema} from './step-options.js';

const model = z.strictObject({
  name: z.enum(listModels().map(({name}) => name)).describe('network, see `residual models`'),
  initializer: z
    .enum(initializerNames)
    .optional()
    .describe('how weights begin; by default as the network’s author had it'),
});

const checkpoint = z.strictObject({
  seconds: positive.default(30).describe('seconds between checkpoints within an epoch'),
  steps: count.optional().describe('steps between checkpoints, in the place of seconds'),
  keep: z.enum(['last', 'best']).default('last').describe('which weights become the model of the run'),
  bestBy: z.enum(['accuracy', 'loss']).default('accuracy').describe('what makes a validation the best'),
  history: z.boolean().default(false).describe('keep the weights of every improvement, named by its results'),
});

/** Batches in an epoch, for checks that any number serves. */
const SOME_STEPS = 1000;

/** Validates a recipe and fills in its defaults. Unknown fields are errors. */
export const recipeSchema: z.ZodType<Recipe, RecipeInput> = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    description: z.string().default(''),
    notebook: z.int().min(1).max(5).default(5).describe('whose lines --style notebook prints'),
    model,
    data: dataSchema,
    epochs: count.describe('passes over the training images'),
    batchSize: count.describe('images a step').default(64),
    accumulate: count.describe('parts in which a batch is computed, for less memory').default(1),
    seed: z.int().min(0).max(0xffff_ffff).default(0).describe('decides initial weights and order'),
    precision: z
      .enum(['float32', 'bfloat16', 'float16'])
      .default('float32')
      .describe('what convolutions compute in; bfloat16 wants TensorFlow, float16 an NVIDIA GPU'),
    learningRate: positive.describe('step size'),
    schedule: scheduleSchema.prefault({}),
    warmup: warmupSchema.optional(),
    optimizer: optimizerSchema.prefault({}),
    loss: lossSchema.prefault({}),
    clip: clipSchema.optional(),
    ema: emaSchema.optional(),
    mixing: mixingSchema.optional(),
    patience: count.optional().describe('end after so many epochs without a better validation'),
    checkpoint: checkpoint.prefault({}),
    web: z.boolean().default(false).describe('write the network for web pages as well, in half precision'),
  })
  .refine(({schedule, warmup}) => !(warmup && schedule.name === 'plateau'), {
    message: 'a plateau has no warm-up; leave one of them out',
    path: ['warmup'],
  })
  .superRefine(builds(recipe => buildSchedule(recipe, {stepsPerEpoch: SOME_STEPS}), ['schedule']));
