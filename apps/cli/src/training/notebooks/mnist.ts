import type {Reporter} from '../reporters.js';
import {meanLosses} from './mean-losses.js';
import type {NotebookOptions} from './notebooks.js';

/** Batches between two loss lines. */
const EVERY = 300;

/**
 * The lines of the fifth notebook: `[1,   300], loss: 0.637`, the mean loss of the last 300 batches (after a resume, of
 * those seen since), and after every epoch `Accuracy on test set: 98 % [9881/10000]`, the percentage cut off.
 */
export function mnistNotebook({output}: NotebookOptions): Reporter {
  const losses = meanLosses(EVERY);
  return {
    close: () => {},
    show(event) {
      if (event.type === 'step') {
        const mean = losses.add(event);
        if (mean === undefined) return;
        output.print(`[${event.epoch + 1}, ${String(event.batch + 1).padStart(5)}], loss: ${mean.toFixed(3)}`);
      } else if (event.type === 'epoch') {
        losses.clear();
        if (!event.valid) return;
        const {correct, samples} = event.valid;
        output.print(`Accuracy on test set: ${Math.floor((100 * correct) / samples)} % [${correct}/${samples}]`);
      }
    },
  };
}
