import {type Signal, signal} from '@preact/signals';
import type {WebEngineName} from '@residual/backend-web';
import {proxy} from 'comlink';
import {chooseEngine, type Loss, onReplaced, openLab} from '../../../lab/lab.js';
import {enginesOf} from '../../../lab/order.js';
import {Average} from '../../../ui/average.js';
import {onFrame} from '../frame.js';
import {takeTurn} from '../turns.js';
import {Curves} from './curves.js';
import type {Digit, Outcome, Reading, Report} from './report.js';
import {DEFAULT_SETTINGS, type Settings} from './settings.js';
import {loadRun} from './stored-run.js';

/**
 * Where a run stands. `starting` waits for the engine; `paused` is also a run that was found when the page was opened;
 * `ending` puts its network among the models.
 */
type RunState = 'ready' | 'starting' | 'running' | 'pausing' | 'paused' | 'ending' | 'finished';

/** What the page shows of a run, a new object for each picture. */
export interface View {
  readonly curves: Curves;
  /** Steps in an epoch, and epochs; 0 before a run began. */
  readonly batches: number;
  readonly epochs: number;
  /** Images a second, while it runs. */
  readonly speed?: number | undefined;
  readonly readings?: readonly Reading[] | undefined;
}

/** Why a run ended that should not have. */
type Problem = {readonly kind: 'diverged'} | {readonly kind: 'error'; readonly reason: string};

/** What a person chooses: the settings of a run, and which engine computes it. */
export interface Choice extends Settings {
  readonly engine: WebEngineName | 'auto';
}

const EMPTY: View = {curves: new Curves(1), batches: 0, epochs: 0};

/** The run of this page. It goes on while other sections are shown. */
class Run {
  readonly state: Signal<RunState> = signal('ready');
  readonly view: Signal<View> = signal(EMPTY);
  readonly choice: Signal<Choice> = signal({
    ...DEFAULT_SETTINGS,
    engine: enginesOf(location.search)?.[0] ?? 'auto',
  });
  readonly digits: Signal<readonly Digit[]> = signal([]);
  readonly parameters: Signal<number | undefined> = signal(undefined);
  /** When it began, of a run that can go on. */
  readonly started: Signal<number | undefined> = signal(undefined);
  readonly problem: Signal<Problem | undefined> = signal(undefined);
  /** The engine that was lost, of a run that went on without it, and in which epoch (from 0): absent if from the start. */
  readonly wentOn: Signal<(Loss & {readonly epoch?: number}) | undefined> = signal(undefined);

  #opened = false;
  #engine = this.choice.value.engine;
  #next: View = EMPTY;
  #secondsAnImage = new Average(0.95);
  #stops = false;
  /** Whether the run broke off by an error, which is what a lost engine may bring before it is known to be lost. */
  #brokeOff = false;
  /** Settles when what is going on in the worker has come to its end. */
  #going: Promise<void> = Promise.resolve();
  readonly #draw = onFrame(() => {
    this.view.value = this.#next;
  });

  /** Loads the digits and the engine, and finds the run that can go on. Only the first call does. */
  async open(): Promise<void> {
    if (this.#opened) return;
    this.#opened = true;
    onReplaced(loss => this.#replaced(loss));
    await this.#attempt(async () => {
      const lab = await openLab('learn', {engine: false});
      this.digits.value = await lab.shownDigits();
      await this.#find();
      await openLab('learn');
    });
  }

  /** Begins a new run by what is chosen. */
  async start(): Promise<void> {
    const {engine, ...settings} = this.choice.value;
    this.#show({curves: new Curves(1), batches: 0, epochs: 0});
    this.started.value = Date.now();
    await this.#go(async () => {
      if (engine !== this.#engine) await this.#change(engine);
      return (await openLab('learn')).start(settings, this.#tell());
    });
  }

  /** Goes on with the run that is paused. */
  async proceed(): Promise<void> {
    await this.#go(async () => (await openLab('learn')).proceed(this.#tell()));
  }

  /** Ends the computing for now, after the step in hand; everything is stored. */
  async pause(): Promise<void> {
    if (['starting', 'running', 'pausing'].includes(this.state.value)) {
      this.state.value = 'pausing';
      await (await openLab('learn')).interrupt();
    }
    await this.#going;
  }

  /** Ends the run for good and keeps its network. */
  async stop(): Promise<void> {
    if (this.state.value === 'paused') {
      this.#going = this.#attempt(() => this.#finish());
      await this.#going;
    } else {
      this.#stops = true;
      await this.pause();
    }
  }

  /** Changes to another engine; where it does not work, to the best, since other sections need one too. */
  async #change(engine: Choice['engine']): Promise<void> {
    this.#engine = engine;
    try {
      await chooseEngine(engine === 'auto' ? undefined : engine);
    } catch (error) {
      this.#leaveChoice();
      await chooseEngine(undefined);
      throw error;
    }
  }

  #leaveChoice(): void {
    this.#engine = 'auto';
    this.choice.value = {...this.choice.value, engine: 'auto'};
  }

  async #go(train: () => Promise<Outcome>): Promise<void> {
    this.problem.value = undefined;
    this.wentOn.value = undefined;
    await this.#train(train);
  }

  async #train(train: () => Promise<Outcome>): Promise<void> {
    this.#stops = false;
    this.#brokeOff = false;
    this.#secondsAnImage = new Average(0.95);
    this.state.value = 'starting';
    this.#going = this.#attempt(async () => {
      await takeTurn(this);
      await this.#ended(await train());
    });
    await this.#going;
    this.#brokeOff = this.problem.value?.kind === 'error';
  }

  async #ended(outcome: Outcome): Promise<void> {
    // Of an engine that was lost `#replaced` is told.
    if (outcome === 'lost') return;
    this.#show({...this.#next, speed: undefined});
    if (outcome === 'diverged') {
      this.problem.value = {kind: 'diverged'};
      this.state.value = 'ready';
    } else if (outcome === 'interrupted' && !this.#stops) {
      this.state.value = 'paused';
    } else {
      await this.#finish();
    }
  }

  async #finish(): Promise<void> {
    this.state.value = 'ending';
    const {accuracy, readings} = await (await openLab('learn')).finish();
    const {curves} = this.#next;
    curves.tested(curves.steps.length, accuracy);
    this.#show({...this.#next, readings});
    this.state.value = 'finished';
  }

  /** The worker that was asked is gone: the new one goes on from what is stored. Another that was chosen is this run's own doing. */
  async #replaced(loss?: Loss): Promise<void> {
    if (!loss) return;
    this.#leaveChoice();
    const {value: state} = this.state;
    const stored = await loadRun();
    if (state === 'ending' || (state === 'pausing' && this.#stops)) {
      this.#going = this.#attempt(() => this.#finish());
    } else if (state === 'pausing') {
      this.state.value = stored ? 'paused' : 'ready';
    } else if (state === 'running' || state === 'starting' || this.#brokeOff) {
      this.problem.value = undefined;
      this.wentOn.value = {...loss, ...(stored && {epoch: Math.floor(stored.history.losses.length / stored.batches)})};
      const {engine: _, ...settings} = this.choice.value;
      await this.#train(async () => {
        const lab = await openLab('learn');
        return stored ? lab.proceed(this.#tell()) : lab.start(settings, this.#tell());
      });
    }
  }

  async #find(): Promise<void> {
    const stored = await loadRun();
    if (!stored || this.state.value !== 'ready') return;
    const {settings, history, started, batches} = stored;
    this.choice.value = {...this.choice.value, ...settings};
    this.started.value = started;
    const {epochs} = settings;
    this.#show({curves: new Curves(epochs * batches, history), batches, epochs});
    this.state.value = 'paused';
  }

  #tell(): (report: Report) => void {
    return proxy((report: Report) => this.#hear(report));
  }

  #hear(report: Report): void {
    const {curves} = this.#next;
    if (report.type === 'start') {
      const {history, epochs, batches, parameters} = report;
      this.parameters.value = parameters;
      // What was asked while it was starting may have come too early to be heard.
      if (this.state.value === 'pausing') this.pause();
      else this.state.value = 'running';
      this.#show({curves: new Curves(epochs * batches, history), batches, epochs});
    } else if (report.type === 'step') {
      curves.add(report.loss, report.accuracy);
      const speed = 1 / this.#secondsAnImage.add(report.seconds / report.samples);
      this.#show({...this.#next, speed});
    } else if (report.type === 'tested') {
      curves.tested(report.step, report.accuracy);
      this.#show({...this.#next});
    } else {
      this.#show({...this.#next, readings: report.readings});
    }
  }

  #show(view: View): void {
    this.#next = view;
    this.#draw();
  }

  /** Does something, and tells of the error where it fails. */
  async #attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.problem.value = {kind: 'error', reason: (error as Error).message};
      this.state.value = 'ready';
      // Where nothing can be stored, that is told already.
      await this.#find().catch(() => undefined);
    }
  }
}

export const run = new Run();
