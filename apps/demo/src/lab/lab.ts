import {type ReadonlySignal, signal} from '@preact/signals';
import type {WebEngineName} from '@residual/backend-web';
import {proxy, type Remote, wrap} from 'comlink';
import type {EngineInfo} from './engine.js';
import {enginesOf, withoutEngine} from './order.js';
import type {SectionModule, SectionName} from './sections.js';
import type {LabWorker} from './worker.js';

/** Where the engine stands. */
export type EngineState =
  | {readonly state: 'idle' | 'loading'}
  | {readonly state: 'ready'; readonly info: EngineInfo; readonly after?: Loss}
  | {readonly state: 'failed'; readonly reason: string};

/** An engine whose GPU was lost, and why. */
export interface Loss {
  readonly from: string;
  readonly reason: string;
}

/** A worker and its engine. When a GPU is lost, another takes its place and everything asked of this one stays unanswered. */
class Lab {
  readonly #worker = new Worker(new URL('./worker.ts', import.meta.url), {type: 'module'});
  readonly #remote: Remote<LabWorker> = wrap<LabWorker>(this.#worker);
  readonly #sections = new Map<string, Promise<unknown>>();
  #engine: Promise<EngineInfo> | undefined;

  constructor(
    readonly engines: readonly WebEngineName[] | undefined,
    private readonly onLost: (lab: Lab, reason: string) => void,
  ) {
    this.#worker.addEventListener('error', ({message}) => {
      current.value = {state: 'failed', reason: message || 'The worker did not load.'};
    });
  }

  /** Loads the engine, once. */
  engine(after?: Loss): Promise<EngineInfo> {
    this.#engine ??= this.#load(after);
    return this.#engine;
  }

  async #load(after: Loss | undefined): Promise<EngineInfo> {
    current.value = {state: 'loading'};
    try {
      const lost = proxy((reason: string) => this.onLost(this, reason));
      const info = await (this.#remote.load(this.engines, lost) as Promise<EngineInfo>);
      current.value = {state: 'ready', info, ...(after && {after})};
      return info;
    } catch (error) {
      current.value = {state: 'failed', reason: (error as Error).message};
      throw error;
    }
  }

  section(name: SectionName): Promise<unknown> {
    let opened = this.#sections.get(name);
    if (!opened) {
      opened = this.#remote.open(name) as Promise<unknown>;
      this.#sections.set(name, opened);
    }
    return opened;
  }

  terminate(): void {
    this.#worker.terminate();
  }
}

const current = signal<EngineState>({state: 'idle'});

/** The engine of the page. */
export const engineState: ReadonlySignal<EngineState> = current;

const listeners = new Set<(loss?: Loss) => void>();
let lab: Lab | undefined;

/**
 * The engine side of a section, in the worker.
 *
 * @param options.engine Whether to wait for the engine. Default: true; false for what does not compute with tensors.
 */
export async function openLab<Name extends SectionName>(
  name: Name,
  {engine = true}: {engine?: boolean} = {},
): Promise<Remote<SectionModule<Name>>> {
  lab ??= new Lab(enginesOf(location.search), replace);
  if (engine) await lab.engine();
  return (await lab.section(name)) as Remote<SectionModule<Name>>;
}

/**
 * Asks the engine side of a section, and asks again where another worker takes its place before it has answered. Rejects as the
 * question does, and where no engine loads.
 *
 * @param options As of `openLab`.
 */
export function askLab<Name extends SectionName, Answer>(
  name: Name,
  question: (section: Remote<SectionModule<Name>>) => Promise<Answer>,
  options?: {engine?: boolean},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ask = () => openLab(name, options).then(question).then(resolve, reject).finally(end);
    const end = onReplaced(ask);
    void ask();
  });
}

/**
 * Tells when another worker is ready in the place of the one before: its engine was lost, or, without a `loss`, another was
 * chosen. What was asked of the old one is never answered: begin again from what was stored last.
 *
 * @returns Ends it.
 */
export function onReplaced(listener: (loss?: Loss) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Changes to another engine: the worker is ended, with all that it was doing. */
export async function chooseEngine(name: WebEngineName | undefined): Promise<EngineInfo> {
  lab?.terminate();
  lab = new Lab(name ? [name] : undefined, replace);
  const info = await lab.engine();
  tellReplaced();
  return info;
}

async function replace(lost: Lab, reason: string): Promise<void> {
  if (lost !== lab) return;
  const before = current.value;
  lost.terminate();
  const name = before.state === 'ready' ? before.info.name : 'webgpu';
  const loss = {from: before.state === 'ready' ? before.info.label : name, reason};
  lab = new Lab(withoutEngine(lost.engines, name), replace);
  await lab.engine(loss).catch(() => undefined);
  tellReplaced(loss);
}

function tellReplaced(loss?: Loss): void {
  for (const listener of listeners) listener(loss);
}
