import * as tf from '@tensorflow/tfjs-core';
import {TrainError} from './errors.js';
import {type ApplyOptions, logitsOf, type Model} from './model.js';
import {partSizes} from './part-sizes.js';
import {partSeed} from './random.js';

/**
 * The same model, which computes a batch in `parts`, each a chain of operations of its own. In a compiled step the chains
 * run at the same time: for a small network, a thread for each chain is faster than many threads in each operation,
 * which wait for one another. Give the engine one `interOpThreads` a part, and to each operation the rest: `threads`.
 *
 * Logits, loss and gradients are those of the whole batch, up to rounding. Weights and checkpoints are the model's own.
 *
 * @throws TrainError `BAD_OPTION` for batch norm, whose statistics would be those of a part
 */
export function sideBySide(model: Model, parts: number): Model {
  if (!Number.isInteger(parts) || parts < 1) {
    throw new TrainError('BAD_OPTION', `expected parts to be a whole number from 1, got ${parts}`);
  }
  const statistic = model.weights.find(({originalName}) => originalName.endsWith('/moving_mean'));
  if (parts > 1 && statistic) {
    throw new TrainError('BAD_OPTION', `a model with batch norm ('${statistic.originalName}') needs its batch whole`);
  }
  return {
    weights: model.weights,
    outputShape: model.outputShape,
    ...(model.layers && {layers: model.layers}),
    apply(x, options) {
      const sizes = partSizes(x.shape[0]!, parts);
      if (sizes.length < 2) return model.apply(x, options);
      return tf.concat(tf.split(x, sizes).map((part, i) => logitsOf(model, part, optionsOf(options, i))));
    },
  };
}

/** The first part draws as the whole batch would; each other one has a seed of its own. */
function optionsOf(options: ApplyOptions, part: number): ApplyOptions {
  const {seed} = options;
  return seed && part > 0 ? {...options, seed: tf.add(seed, tf.tensor1d([partSeed(0, part), 0], 'int32'))} : options;
}
