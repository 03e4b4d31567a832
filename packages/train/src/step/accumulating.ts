import * as tf from '@tensorflow/tfjs-core';
import {type Batch, batchTensors, checkBatch, readMetrics} from '../batch.js';
import {partSizes} from '../part-sizes.js';
import type {TrainStep} from '../train-step.js';
import type {Trainer, TrainerOptions} from '../trainer.js';
import {nextTurn} from '../turn.js';

/**
 * Trains by the gradients of whole batches, in the memory of a part of one: those of the parts are computed one after
 * the other and added up, then the weights move once. The results are those of the whole batch, up to rounding, but for
 * batch norm, whose statistics are those of the parts; images are mixed within a part.
 */
export function accumulating(step: TrainStep, {compile, accumulate, seed, classes}: TrainerOptions): Trainer {
  const {variables} = step;
  const add = compile(addGradients(step), {variables});
  const update = compile(
    (learningRate, count, ...gradients) => {
      step.update(learningRate!, count!, ...gradients);
      return [];
    },
    {variables},
  );
  return {
    async run(batch, {learningRate, step: count}) {
      checkBatch(batch, classes);
      const scalars = [tf.scalar(learningRate), tf.scalar(count)];
      let sums: tf.Tensor[] = [];
      try {
        for (const [part, piece] of divide(batch, accumulate).entries()) {
          const share = tf.scalar(piece.y.length / batch.y.length);
          const drawn = step.draw(piece.shape, {seed, step: count, part});
          const inputs = [...batchTensors(piece), share, ...drawn, ...sums];
          try {
            sums = await add.run(...inputs);
          } finally {
            tf.dispose(inputs);
          }
        }
        const [loss, correct, ...gradients] = sums as [tf.Tensor, tf.Tensor, ...tf.Tensor[]];
        await update.run(...scalars, ...gradients);
        return await readMetrics([loss, correct]);
      } finally {
        tf.dispose([...scalars, ...sums]);
        await nextTurn();
      }
    },
    dispose() {
      add.dispose();
      update.dispose();
    },
  };
}

/**
 * What the first half of a step gives for a part, added to what the parts before it gave (nothing, for the first). Loss
 * and gradients are means, and count by the part's share of the batch; right answers are a sum.
 */
function addGradients({gradients, drawCount}: TrainStep) {
  return (x: tf.Tensor, y: tf.Tensor, share: tf.Tensor, ...rest: tf.Tensor[]): tf.Tensor[] => {
    const [drawn, before] = [rest.slice(0, drawCount), rest.slice(drawCount)];
    const [loss, correct, ...slopes] = gradients(x, y, ...drawn);
    const weighted = (mean: tf.Tensor) => tf.mul(mean, share);
    const own = [weighted(loss), correct, ...slopes.map(weighted)];
    return before.length > 0 ? own.map((value, i) => tf.add(value, before[i]!)) : own;
  };
}

/** The parts of a batch: views of it. */
function divide({x, shape, y}: Batch, parts: number): Batch[] {
  const [batch, ...image] = shape as [number, ...number[]];
  const size = image.reduce((product, length) => product * length, 1);
  let begin = 0;
  return partSizes(batch, parts).map(count => {
    const end = begin + count;
    const part = {x: x.subarray(begin * size, end * size), shape: [count, ...image], y: y.subarray(begin, end)};
    begin = end;
    return part;
  });
}
