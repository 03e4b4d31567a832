import {type ReadonlySignal, type Signal, signal} from '@preact/signals';
import {onReplaced, openLab} from '../../lab/lab.js';
import {deleteModel, listModels, type ModelInfo} from '../../storage/models.js';
import type {Drawing} from './drawing/drawing.js';
import {type Pen, RESTING_PEN} from './drawing/pen.js';
import {Latest} from './latest.js';
import {SHIPPED} from './shipped-id.js';
import type {DrawingReading, OpenedNetwork} from './worker/index.js';

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

  /** Why something did not work. */
  get problem(): ReadonlySignal<string | undefined> {
    return this.#problem;
  }

  /** Looks for networks, and makes one ready: the newest, where one was trained since the last visit. */
  async visit(): Promise<void> {
    if (!this.#listens) onReplaced(() => this.choose(this.chosen.value));
    this.#listens = true;
    this.trained.value = await listModels('digits');
    const newest = this.trained.value[0]?.id ?? SHIPPED;
    const chosen = newest === this.#newest ? this.chosen.value : newest;
    this.#newest = newest;
    await this.choose(chosen);
  }

  /** Lets a network read. */
  async choose(id: string): Promise<void> {
    this.chosen.value = id;
    this.#problem.value = undefined;
    // Where the worker was replaced, what the one before was asked is never answered.
    this.#latest = this.#newLatest();
    try {
      const network = await (await openLab('draw')).open(id);
      if (this.chosen.value !== id) return;
      this.network.value = network;
      this.#latest.take(this.drawing.value);
    } catch (error) {
      if (this.chosen.value === id) this.#problem.value = (error as Error).message;
    }
  }

  /** Deletes the network that reads, one that was trained in the page; the one that ships takes its place. */
  async delete(): Promise<void> {
    const id = this.chosen.value;
    await this.choose(SHIPPED);
    await deleteModel(id);
    this.trained.value = await listModels('digits');
    this.#newest = this.trained.value[0]?.id ?? SHIPPED;
  }

  /** Reads drawings with the network that is chosen now. What it tells after another was chosen does not count. */
  #newLatest(): Latest<Drawing, DrawingReading | undefined> {
    const id = this.chosen.value;
    const latest: Latest<Drawing, DrawingReading | undefined> = new Latest(
      async drawing => (drawing.length > 0 ? (await openLab('draw')).read(id, drawing) : undefined),
      reading => {
        if (latest === this.#latest) this.reading.value = reading;
      },
      error => {
        if (latest === this.#latest) this.#problem.value = error.message;
      },
    );
    return latest;
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
