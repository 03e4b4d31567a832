import type {Command, Report} from './protocol.js';

/** Where a run stands, for the page. */
export type State = 'loading' | 'ready' | 'running' | 'paused' | 'finished' | 'failed';

/** The training in its worker, as the page handles it. */
export class Session {
  state: State = 'loading';
  readonly #worker = new Worker(new URL('./worker.ts', import.meta.url), {type: 'module'});

  /** @param onReport Called with what the worker tells, and without it when the state changed by a command. */
  constructor(private readonly onReport: (report?: Report) => void) {
    this.#worker.addEventListener('message', ({data}: MessageEvent<Report>) => {
      if (data.type === 'ready') this.state = 'ready';
      if (data.type === 'failed') this.state = 'failed';
      if (data.type === 'event' && data.event.type === 'end') this.state = 'finished';
      this.onReport(data);
    });
    const load: Command = {type: 'load', search: location.search};
    this.#worker.postMessage(load);
    this.#worker.addEventListener('error', ({message}) => {
      this.state = 'failed';
      this.onReport({type: 'failed', message: message || 'The worker did not load.'});
    });
  }

  start(): void {
    this.#command({type: 'start', seed: crypto.getRandomValues(new Uint32Array(1))[0]!}, 'running');
  }

  pause(): void {
    this.#command({type: 'pause'}, 'paused');
  }

  resume(): void {
    this.#command({type: 'resume'}, 'running');
  }

  #command(command: Command, state: State): void {
    this.#worker.postMessage(command);
    this.state = state;
    this.onReport();
  }
}
