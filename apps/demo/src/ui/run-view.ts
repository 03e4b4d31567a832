import type {StartEvent, StepEvent, TrainEvent} from '@residual/train';
import {Average} from './average.js';
import {Curve} from './curve.js';
import {element} from './element.js';

const percent = (value: number) => `${(100 * value).toFixed(1)} %`;

/** The figures and curves of one run after another. */
export class RunView {
  readonly #loss = new Curve(element('loss-chart'), {
    lines: [{color: '--loss', width: 2}],
    format: value => value.toFixed(1),
  });
  readonly #accuracy = new Curve(element('accuracy-chart'), {
    lines: [
      {color: '--train', width: 2},
      {color: '--test', width: 3},
    ],
    range: [0, 1],
    format: value => `${Math.round(100 * value)} %`,
  });
  readonly #progress = element<HTMLProgressElement>('progress');
  #run: StartEvent | undefined;
  #averages = averages();

  /** Forgets the last run. */
  clear(): void {
    this.#averages = averages();
    this.#progress.value = 0;
    for (const id of ['accuracy', 'loss', 'speed', 'epoch']) element(id).textContent = '–';
  }

  /** Shows what the training tells. */
  show(event: TrainEvent): void {
    if (event.type === 'start') this.#start(event);
    if (event.type === 'step') this.#step(event);
  }

  /** Shows the accuracy on all test digits after so many steps. */
  tested(step: number, accuracy: number): void {
    this.#accuracy.add(1, step, accuracy);
    element('accuracy').textContent = percent(accuracy);
  }

  /** Takes on the colours of the day. */
  restyle(): void {
    this.#loss.restyle();
    this.#accuracy.restyle();
  }

  #start(event: StartEvent): void {
    this.#run = event;
    for (const curve of [this.#loss, this.#accuracy]) curve.clear(event.epochs * event.batches);
  }

  #step({step, epoch, loss, correct, samples, seconds}: StepEvent): void {
    const {epochs, batches} = this.#run!;
    const mean = this.#averages.loss.add(loss);
    this.#loss.add(0, step + 1, mean);
    this.#accuracy.add(0, step + 1, this.#averages.accuracy.add(correct / samples));
    this.#progress.value = (step + 1) / (epochs * batches);
    element('loss').textContent = mean.toFixed(3);
    element('speed').textContent = Math.round(samples / this.#averages.seconds.add(seconds)).toLocaleString('en');
    element('epoch').textContent = `${epoch + 1} of ${epochs}`;
  }
}

function averages() {
  return {loss: new Average(0.9), accuracy: new Average(0.9), seconds: new Average(0.95)};
}
