import {type Signal, signal} from '@preact/signals';
import {proxy} from 'comlink';
import {askLab} from '../../lab/lab.js';
import {deleteRun, listRuns, type StoredRun, storeRun} from '../../storage/runs.js';
import type {RunFile} from './reading/group-files.js';
import type {Complaint, ReadRun} from './reading/read-run.js';

/** The id of the run that comes with the site. */
export const EXAMPLE = 'example';

/** The runs of this page, and what is being read. */
class RunList {
  readonly runs: Signal<readonly StoredRun[]> = signal([]);
  /** Ids of those that the charts leave out. */
  readonly hidden: Signal<ReadonlySet<string>> = signal(new Set());
  /** Share that is read of the files that were given last, from 0 to 1; undefined when nothing is being read. */
  readonly progress: Signal<number | undefined> = signal(undefined);
  /** What was wrong with the files that were given last. */
  readonly complaints: Signal<readonly Complaint[]> = signal([]);
  /** Why something did not work. */
  readonly problem: Signal<string | undefined> = signal(undefined);
  #opened = false;

  /** Shows what is stored, and where that is nothing, the example. */
  async open(): Promise<void> {
    if (this.#opened) return;
    this.#opened = true;
    await this.#attempt(async () => {
      this.runs.value = await listRuns();
    });
    if (this.runs.value.length === 0) await this.addExample();
  }

  async addExample(): Promise<void> {
    await this.#attempt(async () => {
      const example = await askLab('runs', lab => lab.readExample(), {engine: false});
      await this.#take(example, EXAMPLE);
    });
  }

  /** Reads the runs that files tell of, and stores them. */
  async add(files: readonly RunFile[]): Promise<void> {
    if (files.length === 0 || this.progress.value !== undefined) return;
    this.complaints.value = [];
    this.progress.value = 0;
    await this.#attempt(async () => {
      const tell = (share: number) => {
        this.progress.value = share;
      };
      const found = await askLab('runs', lab => lab.readRuns(files, proxy(tell)), {engine: false});
      this.complaints.value = found.flatMap(({complaints}) => complaints);
      for (const one of found) await this.#take(one, crypto.randomUUID());
    });
    this.progress.value = undefined;
  }

  async remove(id: string): Promise<void> {
    await deleteRun(id);
    this.runs.value = this.runs.value.filter(run => run.id !== id);
  }

  /** Shows a run in the charts, or leaves it out. */
  toggle(id: string): void {
    const hidden = new Set(this.hidden.value);
    if (!hidden.delete(id)) hidden.add(id);
    this.hidden.value = hidden;
  }

  async #take({run}: ReadRun, id: string): Promise<void> {
    if (!run) return;
    const stored = {...run, id, name: this.#unused(run.name), added: Date.now()};
    await storeRun(stored);
    this.runs.value = [...this.runs.value, stored];
  }

  /** The name, with a number behind it where another run has it. */
  #unused(wanted: string): string {
    const names = new Set(this.runs.value.map(run => run.name));
    let name = wanted;
    for (let n = 2; names.has(name); n++) name = `${wanted} ${n}`;
    return name;
  }

  async #attempt(act: () => Promise<void>): Promise<void> {
    this.problem.value = undefined;
    try {
      await act();
    } catch (error) {
      this.problem.value = (error as Error).message;
    }
  }
}

export const runList = new RunList();
