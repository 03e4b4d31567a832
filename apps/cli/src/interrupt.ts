import {EXIT} from './exit-codes.js';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Runs work that the first Ctrl-C or SIGTERM asks to end in good order, through its abort signal; the second ends the
 * process at once. `onInterrupt` is told of the first.
 */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
  {onInterrupt}: {onInterrupt: () => void},
): Promise<T> {
  const controller = new AbortController();
  const handle = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted.code);
    controller.abort();
    onInterrupt();
  };
  for (const name of SIGNALS) process.on(name, handle);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of SIGNALS) process.off(name, handle);
  }
}
