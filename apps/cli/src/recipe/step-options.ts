import type {ClipOptions, EmaOptions, MixingOptions} from '@residual/train';
import {z} from 'zod';
import {positive, share} from './pieces.js';

/** Validates limits on the gradients. */
export const clipSchema: z.ZodType<ClipOptions, ClipOptions> = z.strictObject({
  norm: positive.exactOptional().describe('all gradients together are scaled down to this norm'),
  value: positive.exactOptional().describe('each value of a gradient is brought to within this of 0'),
});

/** Validates a moving average of the weights. */
export const emaSchema: z.ZodType<EmaOptions, EmaOptions> = z.strictObject({
  decay: share.describe('share of a moving average of the weights that a step keeps, as 0.999'),
  warmup: z.boolean().exactOptional().describe('keep less of the average in the first steps'),
});

/** Validates the mixing of images. */
export const mixingSchema: z.ZodType<MixingOptions, MixingOptions> = z
  .strictObject({
    mixup: positive.exactOptional().describe('blend images, in shares drawn from Beta(n, n), as 0.2'),
    cutmix: positive.exactOptional().describe('put a box of one image into another, sized by Beta(n, n), as 1'),
    probability: z.number().min(0).max(1).exactOptional().describe('share of the batches that are mixed'),
  })
  .refine(({mixup, cutmix}) => mixup !== undefined || cutmix !== undefined, 'expected mixup, cutmix or both');
