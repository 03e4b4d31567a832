import {CoreError} from '../errors.js';
import type {InitializerName} from '../initializers/weight-initializer.js';

/** Height, width and channels of an image. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/** What every model can be told. */
export interface ModelOptions {
  /** Height, width and channels of the input. */
  inputShape?: ImageShape;
  /** Number of logits. */
  classes?: number;
  /** What the weights start from. Default `pytorch`. */
  initializer?: InitializerName;
  /** The same seed gives the same first weights, on every engine. Default 0. */
  seed?: number;
  /**
   * Whether memory is taken for the weights. Without it, even the largest network is there in no time and can be summarised
   * (`summarize`), and nothing else. Default true.
   */
  allocate?: boolean;
}

/**
 * Checks what a model needs before it can be built.
 *
 * @throws CoreError `BAD_OPTION`.
 */
export function requireSizes({inputShape, classes}: {inputShape: ImageShape; classes: number}): void {
  if (inputShape.length !== 3 || !inputShape.every(isPositiveInteger)) {
    throw new CoreError(
      'BAD_OPTION',
      `inputShape: expected three positive integers [height, width, channels], got [${inputShape.join(', ')}]`,
    );
  }
  if (!isPositiveInteger(classes)) {
    throw new CoreError('BAD_OPTION', `classes: expected a positive integer, got ${classes}`);
  }
}

function isPositiveInteger(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}
