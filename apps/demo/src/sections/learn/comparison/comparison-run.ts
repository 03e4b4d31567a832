import {type Signal, signal} from '@preact/signals';
import {proxy} from 'comlink';
import {onReplaced, openLab} from '../../../lab/lab.js';
import {onFrame} from '../frame.js';
import {takeTurn} from '../turns.js';
import type {ComparedStep, ComparisonOptions} from './comparison-report.js';
import {Course} from './course.js';

/** Where a comparison stands; `lost` is one whose engine was lost. */
type ComparisonState = 'ready' | 'running' | 'stopping' | 'stopped' | 'lost' | 'failed';

/** Steps after which a comparison ends by itself. */
const STEPS = 300;

/** The comparison of this page. It goes on while other sections are shown. */
class ComparisonRun {
  readonly state: Signal<ComparisonState> = signal('ready');
  readonly choice: Signal<ComparisonOptions> = signal({depth: 20, norm: false});
  /** What is shown, a new object for each picture. */
  readonly view: Signal<{readonly course: Course}> = signal({course: new Course(STEPS)});
  readonly reason: Signal<string> = signal('');

  #course = this.view.value.course;
  #going: Promise<void> = Promise.resolve();
  readonly #draw = onFrame(() => {
    this.view.value = {course: this.#course};
  });

  constructor() {
    onReplaced(() => {
      if (this.state.value === 'running' || this.state.value === 'stopping') this.state.value = 'lost';
    });
  }

  /** Trains both networks by what is chosen, from their first weights. */
  async start(): Promise<void> {
    this.state.value = 'running';
    this.#course = new Course(STEPS, this.choice.value);
    this.#draw();
    this.#going = this.#compare();
    await this.#going;
  }

  /** Ends it after the step in hand. */
  async pause(): Promise<void> {
    if (this.state.value === 'running') {
      this.state.value = 'stopping';
      await (await openLab('learn')).interrupt();
    }
    if (this.state.value === 'stopping') await this.#going;
  }

  async #compare(): Promise<void> {
    try {
      await takeTurn(this);
      const lab = await openLab('learn');
      const tell = (step: ComparedStep) => {
        this.#course.add(step);
        this.#draw();
        // What was asked before it began was not heard.
        if (this.state.value === 'stopping') lab.interrupt();
      };
      await lab.startComparison({...this.choice.value, steps: STEPS}, proxy(tell));
      this.state.value = 'stopped';
    } catch (error) {
      this.reason.value = (error as Error).message;
      this.state.value = 'failed';
    }
  }
}

export const comparison = new ComparisonRun();
