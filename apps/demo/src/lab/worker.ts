// Everything heavy: the engine, and what the sections compute with it.
import type {WebEngineName} from '@residual/backend-web';
import {expose, proxy} from 'comlink';
import {type EngineInfo, loadEngine} from './engine.js';
import {type SectionName, sections} from './sections.js';

const api = {
  /**
   * Loads the best engine that works. `onLost` is called when its GPU is lost later; this worker is of no use then.
   *
   * @param engines Those to try, in this order. Default: all.
   */
  async load(engines: readonly WebEngineName[] | undefined, onLost: (reason: string) => void): Promise<EngineInfo> {
    const {info, lost} = await loadEngine(engines);
    lost.then(onLost);
    return info;
  },

  /** The functions of a section. */
  async open(name: SectionName): Promise<object> {
    const module: object = await (sections as Record<string, () => Promise<object>>)[name]!();
    return proxy({...module});
  },
};

expose(api);

/** What the page can ask of the worker. */
export type LabWorker = typeof api;
