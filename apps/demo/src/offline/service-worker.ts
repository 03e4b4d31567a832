// Keeps the whole site for visits without a network. It serves what it has kept, and asks its server for nothing else.
declare const self: ServiceWorkerGlobalScope;

/** Paths of all files of this build, relative to the site; vite.config.ts fills them in. */
declare const SITE_FILES: readonly string[];
/** Different for every build. */
declare const SITE_VERSION: string;

const name = `site-${SITE_VERSION}`;
const scope = self.registration.scope;
const addressOf = (path: string) => new URL(path, scope).href;

self.addEventListener('install', event => event.waitUntil(install()));
self.addEventListener('activate', event => event.waitUntil(forgetOthers()));
self.addEventListener('fetch', event => {
  if (event.request.method === 'GET' && event.request.url.startsWith(scope)) event.respondWith(answer(event.request));
});

/** Fetches all files, but those that an earlier build had under the same name, which tells their content. */
async function install(): Promise<void> {
  const cache = await caches.open(name);
  await Promise.all(
    SITE_FILES.map(async path => {
      const kept = path.startsWith('assets/') && (await caches.match(addressOf(path)));
      const response = kept || (await fetch(addressOf(path), {cache: 'no-cache'}));
      if (!response.ok) throw new Error(`Expected ${path} from the server, got status ${response.status}.`);
      await cache.put(addressOf(path), response);
    }),
  );
}

/** The pages of an earlier build are closed when this one becomes active. */
async function forgetOthers(): Promise<void> {
  for (const other of await caches.keys()) if (other !== name && other.startsWith('site-')) await caches.delete(other);
}

/** Every address of the page itself is index.html: what comes after ? and # is read by the page. */
async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(name);
  const path = request.mode === 'navigate' ? addressOf('index.html') : request.url;
  return (await cache.match(path, {ignoreSearch: true})) ?? fetch(request);
}

export {};
