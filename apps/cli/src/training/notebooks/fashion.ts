import type {EpochEvent} from '@residual/train';
import type {Reporter} from '../reporters.js';
import type {NotebookOptions} from './notebooks.js';

/** What the notebook itself reached. */
const NOTEBOOK_SPEED = '2166.7 examples/sec on a GPU';

/**
 * The lines of the third notebook: at the beginning what computes, at the end `loss 0.012, train acc 0.997, test acc 0.915`
 * and `1234.5 examples/sec on cpu` beside the notebook's own, over the training steps of this session. (The notebook draws its epochs as curves; the
 * run folder has them.)
 */
export function fashionNotebook({output, device}: NotebookOptions): Reporter {
  let last: EpochEvent | undefined;
  const trained = {samples: 0, seconds: 0};
  output.print(`training on ${device}`);
  return {
    close: () => {},
    show(event) {
      if (event.type === 'step') {
        trained.samples += event.samples;
        trained.seconds += event.seconds;
      } else if (event.type === 'epoch') {
        last = event;
      } else if (event.type === 'end' && last) {
        const {train, valid} = last;
        const accuracy = valid ? `, test acc ${valid.accuracy.toFixed(3)}` : '';
        output.print(`loss ${train.loss.toFixed(3)}, train acc ${train.accuracy.toFixed(3)}${accuracy}`);
        const speed = `${(trained.samples / trained.seconds).toFixed(1)} examples/sec on ${device}`;
        output.print(`${speed} (the notebook: ${NOTEBOOK_SPEED})`);
      }
    },
  };
}
