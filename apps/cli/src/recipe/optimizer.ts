import {adam, adamW, kernelsOnly, type Optimizer, type ParameterGroups, rmsprop, sgd} from '@residual/train';
import {z} from 'zod';
import type {Input} from './input.js';
import {builds, notNegative, positive, share} from './pieces.js';

/** What updates the weights. */
export type RecipeOptimizer = SgdOptimizer | AdamOptimizer | RmspropOptimizer;

/** What every optimizer has. */
interface Common {
  /** Pull of weights towards zero. */
  weightDecay: number;
  /** Which weights it pulls at: all, or kernels without biases and batch norm. */
  decayOf: 'all' | 'kernels';
  /** How many times faster the last layer learns than the others. */
  headRate: number;
}

/** Stochastic gradient descent. */
interface SgdOptimizer extends Common {
  name: 'sgd';
  momentum: number;
  dampening: number;
  nesterov: boolean;
  /** Weight decay beside the gradient (as SGDW has it) instead of inside it. */
  decoupled: boolean;
}

/** Adam, or with decoupled weight decay AdamW. */
interface AdamOptimizer extends Common {
  name: 'adam' | 'adamw';
  beta1: number;
  beta2: number;
  epsilon: number;
}

/** RMSprop. */
interface RmspropOptimizer extends Common {
  name: 'rmsprop';
  alpha: number;
  epsilon: number;
  momentum: number;
  centered: boolean;
}

/** An optimizer as its author writes it; without a name it is sgd. */
export type RecipeOptimizerInput =
  | Input<SgdOptimizer, never>
  | Input<AdamOptimizer, 'name'>
  | Input<RmspropOptimizer, 'name'>;

const common = (weightDecay = 0) => ({
  weightDecay: notNegative.default(weightDecay).describe('pull of weights towards zero'),
  decayOf: z.enum(['all', 'kernels']).default('all').describe('which weights are pulled'),
  headRate: positive.default(1).describe('how many times faster the last layer learns'),
});
const momentum = share.default(0).describe('share of the last update that goes on');
const epsilon = notNegative.default(1e-8).describe('keeps the denominator from 0');
const adamFields = {
  beta1: share.default(0.9).describe('share of the average gradient that a step keeps'),
  beta2: share.default(0.999).describe('share of the average squared gradient that a step keeps'),
  epsilon,
};

/** Validates an optimizer. */
export const optimizerSchema: z.ZodType<RecipeOptimizer, RecipeOptimizerInput> = z
  .discriminatedUnion('name', [
    z.strictObject({
      name: z.literal('sgd').optional().default('sgd').describe('what updates the weights'),
      momentum,
      dampening: share.default(0).describe('share of the gradient kept out of the momentum'),
      nesterov: z.boolean().default(false).describe('look ahead along the momentum'),
      decoupled: z.boolean().default(false).describe('weight decay beside the gradient, not inside it'),
      ...common(),
    }),
    z.strictObject({name: z.literal('adam'), ...adamFields, ...common()}),
    z.strictObject({name: z.literal('adamw'), ...adamFields, ...common(0.01)}),
    z.strictObject({
      name: z.literal('rmsprop'),
      alpha: share.default(0.99).describe('share of the average squared gradient that a step keeps'),
      epsilon,
      momentum,
      centered: z.boolean().default(false).describe('divide by the deviation of the gradient, not its size'),
      ...common(),
    }),
  ])
  .superRefine(builds(buildOptimizer));

/** The optimizer that a recipe describes. Throws TrainError `BAD_OPTION`. */
export function buildOptimizer({decayOf, headRate, ...optimizer}: RecipeOptimizer): Optimizer {
  const groups: ParameterGroups = {
    ...(decayOf === 'kernels' && {decay: kernelsOnly}),
    ...(headRate !== 1 && {rateScale: name => (name.startsWith('fc/') ? headRate : 1)}),
  };
  const {name, ...options} = optimizer;
  switch (name) {
    case 'sgd':
      return sgd({...options, ...groups});
    case 'adam':
      return adam({...options, ...groups});
    case 'adamw':
      return adamW({...options, ...groups});
    case 'rmsprop':
      return rmsprop({...options, ...groups});
  }
}
