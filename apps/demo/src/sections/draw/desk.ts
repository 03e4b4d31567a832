import {type ReadonlySignal, type Signal, signal} from '@preact/signals';
import {onReplaced, openLab} from '../../lab/lab.js';
import {listModels, type ModelInfo} from '../../storage/models.js';
import type {Drawing} from './drawing/drawing.js';
import {type Pen, RESTING_PEN} from './drawing/pen.js';
import {Latest} from './latest.js';
import type {DrawingReading, OpenedNetwork} from './worker/index.js';

/** The choice of the network that comes with the site. */
export const SHIPPED = '';

/** What lies on the desk: the drawing, the network that reads it, and what that makes of it. It outlives the section's view. */
class Desk {
  readonly drawing: Signal<Drawing> = signal([]);
  readonly pen: Signal<Pen> = signal(RESTING_PEN);
  /** Of the latest drawing that was read; undefined for an empty paper. */
  readonly reading: Signal<DrawingReading | undefined> = signal(undefined);
  /** Networks that were trained in the page, newest first. */
  readonly trained: Signal<readonly ModelInfo[]> = signal([]);
  /** Id of the network that reads, or `SHIPPED`. */
  readonly chosen: Signal<string> = signal(SHIPPED);
  readonly network: Signal<OpenedNetwork | undefined> = signal(undefined);
  readonly #problem: Signal<string | undefined> = signal(undefined);
  #newest: string | undefined;
  #listens = false;
  #latest = this.#newLatest();
  /** Settles when the network that was chosen last is ready: one is opened after the other. */
  #opening: Promise<void> = Promise.resolve();

  /** Why something did not work. */
  get problem(): ReadonlySignal<string | undefined> {
    return this.#problem;
  }

  /** Looks for networks, and makes the newest ready. A network that was trained since the last visit is taken. */
  async visit(): Promise<void> {
    if (!this.#listens) onReplaced(() => this.#replaced());
    this.#listens = true;
    this.trained.value = await listModels('digits');
    const newest = this.trained.value[0]?.id ?? SHIPPED;
    if (newest === this.#newest) return;
    this.#newest = newest;
    await this.choose(newest);
  }

  /** Lets another network read. */
  choose(id: string): Promise<void> {
    this.chosen.value = id;
    this.#problem.value = undefined;
    this.#opening = this.#opening.then(() => this.#open(id));
    return this.#opening;
  }

  async #open(id: string): Promise<void> {
    try {
      this.network.value = await (await openLab('draw')).open(id || undefined);
      this.#latest.take(this.drawing.value);
    } catch (error) {
      this.#problem.value = (error as Error).message;
    }
  }

  /** The worker that was asked is gone, and will not answer. */
  #replaced(): void {
    this.#latest = this.#newLatest();
    this.#opening = Promise.resolve();
    this.choose(this.chosen.value);
  }

  #newLatest(): Latest<Drawing, DrawingReading | undefined> {
    return new Latest<Drawing, DrawingReading | undefined>(
      async drawing => (drawing.length > 0 ? (await openLab('draw')).read(drawing) : undefined),
      reading => {
        this.reading.value = reading;
      },
      error => {
        this.#problem.value = error.message;
      },
    );
  }

  /** Puts a drawing into the place of the one that is there, and has it read. */
  draw(drawing: Drawing): void {
    this.drawing.value = drawing;
    if (this.network.value) this.#latest.take(drawing);
  }

  /** Takes the last stroke away. */
  undo(): void {
    this.pen.value = {...this.pen.value, down: false};
    this.draw(this.drawing.value.slice(0, -1));
  }

  clear(): void {
    this.pen.value = {...this.pen.value, down: false};
    this.draw([]);
  }
}

export const desk = new Desk();
