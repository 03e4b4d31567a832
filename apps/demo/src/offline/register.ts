/** Lets the built site be kept for visits without a network, once the page has loaded. Pages work without it too. */
export function keepForOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  addEventListener('load', () => {
    navigator.serviceWorker.register('./service-worker.js').catch((error: Error) => {
      console.info(`The site is not kept for visits without a network: ${error.message}`);
    });
  });
}
