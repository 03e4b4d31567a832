import type {TrainEvent} from '@residual/train';
import type {Output} from '../output/output.js';
import type {Progress} from '../output/progress.js';
import {formatCount, formatSeconds, formatShare} from '../output/units.js';

/** Shows the events of a training as they come. */
export interface Reporter {
  show(event: TrainEvent): void;
  /** Takes away what is still moving. Call it however training ends. */
  close(): void;
}

/** How training is shown: `plain` to a person, `notebook` in the lines of the fifth notebook. */
export const STYLES = ['plain', 'notebook'] as const;

export type Style = (typeof STYLES)[number];

/** What a reporter cannot learn from the events. */
export interface ReporterOptions {
  readonly output: Output;
  readonly epochs: number;
}

/** The reporter of a style; with `--json`, every event is a line. */
export function createReporter(style: Style, options: ReporterOptions): Reporter {
  if (options.output.json) return {show: event => options.output.emit(event), close: () => {}};
  return style === 'notebook' ? notebookReporter(options) : plainReporter(options);
}

/** A bar an epoch, then a line that stays. */
function plainReporter({output, epochs}: ReporterOptions): Reporter {
  let batches = 0;
  let bar: Progress | undefined;
  let running = {loss: 0, correct: 0, samples: 0, since: 0};
  const close = () => {
    bar?.stop();
    bar = undefined;
  };
  return {
    close,
    show(event) {
      if (event.type === 'start') {
        batches = event.batches;
      } else if (event.type === 'step') {
        if (!bar) {
          bar = output.progress({label: `epoch ${event.epoch + 1}/${epochs}`, total: batches});
          running = {loss: 0, correct: 0, samples: 0, since: performance.now()};
        }
        running.loss += event.loss * event.samples;
        running.correct += event.correct;
        running.samples += event.samples;
        const speed = running.samples / ((performance.now() - running.since) / 1000);
        const shares = `loss ${(running.loss / running.samples).toFixed(3)}  accuracy ${formatShare(running.correct / running.samples)}`;
        bar.update(event.batch + 1, `${shares}  ${formatCount(speed)} images/s`);
      } else if (event.type === 'epoch') {
        close();
        output.print(epochLine(event, epochs));
      }
    },
  };
}

function epochLine(event: TrainEvent & {type: 'epoch'}, epochs: number): string {
  const {epoch, train, valid, seconds} = event;
  const parts = [
    `epoch ${String(epoch + 1).padStart(String(epochs).length)}/${epochs}`,
    `loss ${train.loss.toFixed(4)}`,
    `accuracy ${formatShare(train.accuracy)}`,
    ...(valid ? [`validation loss ${valid.loss.toFixed(4)}`, `accuracy ${formatShare(valid.accuracy)}`] : []),
    formatSeconds(seconds),
  ];
  return parts.join('  ');
}

/** Batches between two loss lines of the notebook. */
const NOTEBOOK_EVERY = 300;

/**
 * `[1,   300], loss: 0.637`: the mean loss of the last 300 batches (after a resume, of those seen since), and
 * `Accuracy on test set: 98 % [9881/10000]` after every epoch, the percentage cut off as the notebook does.
 */
function notebookReporter({output}: ReporterOptions): Reporter {
  let losses: number[] = [];
  return {
    close: () => {},
    show(event) {
      if (event.type === 'step') {
        losses.push(event.loss);
        const batch = event.batch + 1;
        if (batch % NOTEBOOK_EVERY !== 0) return;
        const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
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
