import {doubleSoftmaxCrossEntropy, focal, type Loss, smoothCrossEntropy} from '@residual/train';
import {z} from 'zod';
import type {Input} from './input.js';
import {notNegative, share} from './pieces.js';

/** What training makes small. */
export type RecipeLoss = CrossEntropyLoss | FocalLoss | DoubleSoftmaxLoss;

/** Cross entropy; a share of each label is divided among all classes (label smoothing). */
interface CrossEntropyLoss {
  name: 'cross-entropy';
  smoothing: number;
}

/** Cross entropy in which what is known already counts little. */
interface FocalLoss {
  name: 'focal';
  gamma: number;
}

/** Cross entropy of what went through a softmax already: the mistake of the fourth notebook. */
interface DoubleSoftmaxLoss {
  name: 'double-softmax';
}

/** A loss as its author writes it; without a name it is cross entropy. */
export type RecipeLossInput = Input<CrossEntropyLoss, never> | Input<FocalLoss, 'name'> | DoubleSoftmaxLoss;

/** Validates a loss. */
export const lossSchema: z.ZodType<RecipeLoss, RecipeLossInput> = z.discriminatedUnion('name', [
  z.strictObject({
    name: z.literal('cross-entropy').optional().default('cross-entropy').describe('what training makes small'),
    smoothing: share.default(0).describe('share of each label that is divided among all classes'),
  }),
  z.strictObject({
    name: z.literal('focal'),
    gamma: notNegative.default(2).describe('how little counts what is known already'),
  }),
  z.strictObject({name: z.literal('double-softmax')}),
]);

/** The loss that a recipe describes. */
export function buildLoss(loss: RecipeLoss): Loss {
  switch (loss.name) {
    case 'cross-entropy':
      return smoothCrossEntropy(loss);
    case 'focal':
      return focal(loss);
    case 'double-softmax':
      return doubleSoftmaxCrossEntropy;
  }
}
