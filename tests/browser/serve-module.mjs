import {once} from 'node:events';
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';

const require = createRequire(import.meta.url);
const wasmFolder = join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist');

/** With these a page is cross-origin isolated: it may share memory between threads. */
const ISOLATION = {'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp'};

const PAGE = `<!doctype html><title>Page</title><link rel="icon" href="data:,">
<script type="module">import * as exported from '/module.js'; globalThis.exported = exported;</script>`;

/**
 * Serves a page that loads a module and has what it exports as `exported`. WASM's files are at `/`; nothing else is there.
 *
 * @param {string} module Path of a file that imports no other.
 * @param {object} [options]
 * @param {boolean} [options.isolated] Whether the page is cross-origin isolated, so that WASM has threads.
 * @returns {Promise<{url: string, close(): void}>}
 */
export async function serveModule(module, {isolated = false} = {}) {
  const code = await readFile(module);
  const server = createServer(async ({url = ''}, response) => {
    const send = (/** @type {string} */ type, /** @type {string | Buffer} */ body) => {
      response.writeHead(200, {'content-type': type, ...(isolated && ISOLATION)});
      response.end(body);
    };
    if (url === '/') send('text/html', PAGE);
    else if (url === '/module.js') send('text/javascript', code);
    else if (/^\/[\w-]+\.wasm$/.test(url)) send('application/wasm', await readFile(join(wasmFolder, url)));
    else response.writeHead(404).end();
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {url: `http://localhost:${port}/`, close};
}
