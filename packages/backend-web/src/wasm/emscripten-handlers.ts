/** The part of Node's `process` that is used here; a browser has none. */
interface ProcessEvents {
  listeners(event: string): ((...args: never[]) => void)[];
  off(event: string, listener: (...args: never[]) => void): void;
}

const EVENTS = ['uncaughtException', 'unhandledRejection'];

/**
 * Runs `load` and takes off the process what it put there. Under Node, TF.js's Emscripten module adds handlers that
 * throw every uncaught error of the program again from inside itself, where its own code hides the message.
 */
export async function keepingProcessHandlers<T>(load: () => Promise<T>): Promise<T> {
  const {process} = globalThis as unknown as {process?: Partial<ProcessEvents>};
  if (!process?.listeners || !process.off) return load();
  const {listeners, off} = process;
  const before = new Map(EVENTS.map(event => [event, new Set(listeners.call(process, event))]));
  try {
    return await load();
  } finally {
    for (const event of EVENTS) {
      for (const listener of listeners.call(process, event)) {
        if (!before.get(event)!.has(listener)) off.call(process, event, listener);
      }
    }
  }
}
