import type {Reporter} from '../reporters.js';
import {meanLosses} from './mean-losses.js';
import type {NotebookOptions} from './notebooks.js';

/** Batches between two loss lines. */
const EVERY = 20;

/**
 * The lines of the fourth notebook: `[epoch 1, batch 20] loss: 0.853`, the mean loss of the last 20 batches, and after
 * every epoch `epoch 1 av_train_loss: 0.678 lr: 0.00100` and `epoch 1 av_test_acc: 0.601`.
 */
export function catsDogsNotebook({output}: NotebookOptions): Reporter {
  const losses = meanLosses(EVERY);
  return {
    close: () => {},
    show(event) {
      if (event.type === 'step') {
        const mean = losses.add(event);
        if (mean === undefined) return;
        output.print(`[epoch ${event.epoch + 1}, batch ${event.batch + 1}] loss: ${mean.toFixed(3)}`);
      } else if (event.type === 'epoch') {
        losses.clear();
        const {epoch, train, valid, learningRate} = event;
        output.print(`epoch ${epoch + 1} av_train_loss: ${train.loss.toFixed(3)} lr: ${learningRate.toFixed(5)}`);
        if (valid) output.print(`epoch ${epoch + 1} av_test_acc: ${valid.accuracy.toFixed(3)}`);
      }
    },
  };
}
