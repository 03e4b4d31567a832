import {TrainError} from '@residual/train';
import {z} from 'zod';

/** A whole number from 1. */
export const count: z.ZodInt = z.int().min(1);

/** A number above 0. */
export const positive: z.ZodNumber = z.number().gt(0);

/** A number from 0. */
export const notNegative: z.ZodNumber = z.number().min(0);

/** A part of a whole, which it may not be altogether. */
export const share: z.ZodNumber = z.number().min(0).lt(1);

/** A check for a schema: what @residual/train refuses, the recipe refuses in its words. */
export function builds<T>(build: (value: T) => unknown, path: string[] = []): (value: T, ctx: z.RefinementCtx) => void {
  return (value, {addIssue}) => {
    try {
      build(value);
    } catch (error) {
      if (!(error instanceof TrainError)) throw error;
      addIssue({code: 'custom', message: error.message, path});
    }
  };
}
