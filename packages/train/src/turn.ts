/**
 * Resolves in a later turn of the event loop. Where every promise of a step is settled at once (most backends in
 * Node), awaiting alone would starve signals, timers and progress bars until training ends.
 */
export function nextTurn(): Promise<void> {
  if (typeof setImmediate === 'function') return new Promise(resolve => setImmediate(resolve));
  return new Promise(resolve => {
    const {port1, port2} = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(undefined);
  });
}
