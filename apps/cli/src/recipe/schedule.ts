import {z} from 'zod';
import type {Input} from './input.js';
import {count, notNegative, positive} from './pieces.js';

/** How the learning rate changes from the recipe's `learningRate` on. Lengths are epochs, counted after the warm-up. */
export type RecipeSchedule =
  | ConstantSchedule
  | StepSchedule
  | MultiStepSchedule
  | ExponentialSchedule
  | PolynomialSchedule
  | CosineSchedule
  | CosineRestartsSchedule
  | OneCycleSchedule
  | PlateauSchedule;

/** It stays. */
interface ConstantSchedule {
  name: 'constant';
}

/** It is multiplied by `factor` after every `every` epochs. */
interface StepSchedule {
  name: 'step';
  every: number;
  factor: number;
}

/** It is multiplied by `factor` once so many epochs are done. */
interface MultiStepSchedule {
  name: 'multi-step';
  /** Whole numbers that rise. */
  milestones: number[];
  factor: number;
}

/** It falls smoothly, to `factor` of itself in every epoch. */
interface ExponentialSchedule {
  name: 'exponential';
  factor: number;
}

/** It falls to 0 at the end of the run, along a line (power 1) or a curve. */
interface PolynomialSchedule {
  name: 'polynomial';
  power: number;
}

/** It falls to `minimum` at the end of the run, along half a cosine wave. */
interface CosineSchedule {
  name: 'cosine';
  minimum: number;
}

/** Half cosine waves, the first of `first` epochs, each `times` as long as the one before. */
interface CosineRestartsSchedule {
  name: 'cosine-restarts';
  first: number;
  times: number;
  minimum: number;
}

/** It rises to the recipe's `learningRate` in a share of the run, then falls to its end. */
interface OneCycleSchedule {
  name: 'one-cycle';
  rise: number;
  startDivisor: number;
  endDivisor: number;
  curve: 'cosine' | 'linear';
}

/** It is multiplied by `factor` when so many epochs (`patience`) brought nothing better. */
export interface PlateauSchedule {
  name: 'plateau';
  monitor: 'loss' | 'accuracy';
  factor: number;
  patience: number;
  threshold: number;
  thresholdMode: 'relative' | 'absolute';
  cooldown: number;
  minimum: number;
}

/** A schedule as its author writes it; without a name it is constant. */
export type RecipeScheduleInput =
  | Input<ConstantSchedule, never>
  | Input<StepSchedule, 'name' | 'every'>
  | Input<MultiStepSchedule, 'name' | 'milestones'>
  | ExponentialSchedule
  | Input<PolynomialSchedule, 'name'>
  | Input<CosineSchedule, 'name'>
  | Input<CosineRestartsSchedule, 'name' | 'first'>
  | Input<OneCycleSchedule, 'name'>
  | Input<PlateauSchedule, 'name'>;

/** A rise before the schedule, which begins after it. */
export interface Warmup {
  /** Its length. May be a fraction. */
  epochs: number;
  /** Where it begins: a share of the schedule's first learning rate. */
  from: number;
}

const factor = positive.describe('what the learning rate is multiplied by');
const minimum = notNegative.default(0).describe('the lowest learning rate');
const rising = (values: readonly number[]) => values.every((value, i) => i === 0 || value > values[i - 1]!);

/** Validates a schedule. */
export const scheduleSchema: z.ZodType<RecipeSchedule, RecipeScheduleInput> = z.discriminatedUnion('name', [
  z.strictObject({
    name: z.literal('constant').optional().default('constant').describe('how the learning rate changes'),
  }),
  z.strictObject({
    name: z.literal('step'),
    every: count.describe('epochs between two changes'),
    factor: factor.default(0.1),
  }),
  z.strictObject({
    name: z.literal('multi-step'),
    milestones: z
      .array(count)
      .min(1)
      .refine(rising, 'expected epochs that rise, as [80, 120]')
      .describe('epochs after which the rate changes'),
    factor: factor.default(0.1),
  }),
  z.strictObject({name: z.literal('exponential'), factor}),
  z.strictObject({
    name: z.literal('polynomial'),
    power: positive.default(1).describe('1 falls along a line, 2 along a parabola'),
  }),
  z.strictObject({name: z.literal('cosine'), minimum}),
  z.strictObject({
    name: z.literal('cosine-restarts'),
    first: count.describe('epochs of the first wave'),
    times: count.default(1).describe('how many times longer each wave is than the one before'),
    minimum,
  }),
  z.strictObject({
    name: z.literal('one-cycle'),
    rise: positive.lt(1).default(0.3).describe('share of the run in which the rate rises'),
    startDivisor: positive.default(25).describe('the first rate is the highest divided by this'),
    endDivisor: positive.default(1e4).describe('the last rate is the first divided by this'),
    curve: z.enum(['cosine', 'linear']).default('cosine').describe('along what it rises and falls'),
  }),
  z.strictObject({
    name: z.literal('plateau'),
    monitor: z.enum(['loss', 'accuracy']).default('loss').describe('what shall get better in the validation'),
    factor: factor.lt(1).default(0.1),
    patience: z.int().min(0).default(10).describe('epochs without progress that are borne'),
    threshold: notNegative.default(1e-4).describe('how much better counts as progress'),
    thresholdMode: z.enum(['relative', 'absolute']).default('relative').describe('what the threshold is a share of'),
    cooldown: z.int().min(0).default(0).describe('epochs after a change that do not count'),
    minimum,
  }),
]);

/** Validates a warm-up. */
export const warmupSchema: z.ZodType<Warmup, Input<Warmup, 'epochs'>> = z.strictObject({
  epochs: positive.describe('length of a rise of the learning rate before its schedule'),
  from: positive
    .max(1)
    .default(1 / 3)
    .describe('share of the first learning rate at which it begins'),
});
