import {positive, type Schedule} from './schedule.js';

/** The same learning rate for every step. */
export function constant(learningRate: number): Schedule {
  positive('the learning rate', learningRate);
  return () => learningRate;
}
