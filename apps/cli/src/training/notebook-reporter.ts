import type {Output} from '../output/output.js';
import type {Reporter} from './reporters.js';

/** Batches between two loss lines. */
const EVERY = 300;

/**
 * The lines of the fifth notebook: `[1,   300], loss: 0.637`, the mean loss of the last 300 batches (after a resume, of
 * those seen since), and after every epoch `Accuracy on test set: 98 % [9881/10000]`, the percentage cut off.
 */
export function notebookReporter(output: Output): Reporter {
  let losses: number[] = [];
  return {
    close: () => {},
    show(event) {
      if (event.type === 'step') {
        losses.push(event.loss);
        const batch = event.batch + 1;
        if (batch % EVERY !== 0) return;
        const mean = losses.reduce((sum, loss) => sum + loss) / losses.length;
        output.print(`[${event.epoch + 1}, ${String(batch).padStart(5)}], loss: ${mean.toFixed(3)}`);
        losses = [];
      } else if (event.type === 'epoch') {
        losses = [];
        if (!event.valid) return;
        const {correct, samples} = event.valid;
        output.print(`Accuracy on test set: ${Math.floor((100 * correct) / samples)} % [${correct}/${samples}]`);
      }
    },
  };
}
