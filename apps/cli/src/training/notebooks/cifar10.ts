import type {Reporter} from '../reporters.js';
import type {NotebookOptions} from './notebooks.js';

/**
 * The line of the first two notebooks after every epoch, which they count from 0:
 * `Epoch 0. Train Loss: …, Train Acc: …, Valid Loss: …, Valid Acc: …, Time 00:01:12`. The time is that
 * of the epoch with its validation.
 */
export function cifar10Notebook({output, now = () => performance.now()}: NotebookOptions): Reporter {
  let began = now();
  return {
    close: () => {},
    show(event) {
      if (event.type === 'start') began = now();
      if (event.type !== 'epoch') return;
      const {epoch, train, valid} = event;
      const parts = [
        `Epoch ${epoch}. Train Loss: ${train.loss.toFixed(6)}`,
        `Train Acc: ${train.accuracy.toFixed(6)}`,
        ...(valid ? [`Valid Loss: ${valid.loss.toFixed(6)}`, `Valid Acc: ${valid.accuracy.toFixed(6)}`] : []),
        `Time ${clock((now() - began) / 1000)}`,
      ];
      output.print(parts.join(', '));
      began = now();
    },
  };
}

/** `00:01:12` */
function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return parts.map(part => String(part).padStart(2, '0')).join(':');
}
