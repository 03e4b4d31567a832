import type {EpochEvent} from '@residual/train';
import type {Output} from '../output/output.js';
import type {Progress} from '../output/progress.js';
import {formatCount, formatSeconds, formatShare} from '../output/units.js';
import type {Reporter} from './reporters.js';

/** A bar an epoch, then a line that stays. */
export function plainReporter(output: Output): Reporter {
  let length = {epochs: 0, batches: 0};
  let bar: Progress | undefined;
  let sums = {loss: 0, correct: 0, samples: 0, seconds: 0};
  const close = () => {
    bar?.stop();
    bar = undefined;
  };
  return {
    close,
    show(event) {
      if (event.type === 'start') {
        length = event;
      } else if (event.type === 'step') {
        bar ??= output.progress({label: `epoch ${event.epoch + 1}/${length.epochs}`, total: length.batches});
        sums = {
          loss: sums.loss + event.loss * event.samples,
          correct: sums.correct + event.correct,
          samples: sums.samples + event.samples,
          seconds: sums.seconds + event.seconds,
        };
        const {loss, correct, samples, seconds} = sums;
        const means = `loss ${(loss / samples).toFixed(3)}  ${formatShare(correct / samples)}`;
        bar.update(event.batch + 1, `${means}  ${formatCount(samples / seconds)} images/s`);
      } else if (event.type === 'epoch') {
        close();
        sums = {loss: 0, correct: 0, samples: 0, seconds: 0};
        output.print(epochLine(event, length.epochs));
      }
    },
  };
}

function epochLine({epoch, train, valid, seconds}: EpochEvent, epochs: number): string {
  const parts = [
    `epoch ${String(epoch + 1).padStart(String(epochs).length)}/${epochs}`,
    `loss ${train.loss.toFixed(4)}`,
    `accuracy ${formatShare(train.accuracy)}`,
    ...(valid ? [`validation loss ${valid.loss.toFixed(4)}`, `accuracy ${formatShare(valid.accuracy)}`] : []),
    formatSeconds(seconds),
  ];
  return parts.join('  ');
}
