import {createHash} from 'node:crypto';
import {readdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {build, defineConfig, type Plugin} from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * What the page may do: run its own code, which includes WebAssembly, fetch its own files, and show pictures and films that
 * were given to it. It cannot send anything anywhere else.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Writes the policy into the built page. While developing, Vite's own client needs what it forbids. */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {tag: 'meta', attrs: {'http-equiv': 'Content-Security-Policy', content: POLICY}, injectTo: 'head-prepend'},
  ],
};

/** Builds the service worker last: it has to know all files. It is no module, and its name has to stay the same. */
const serviceWorker: Plugin = {
  name: 'service-worker',
  apply: 'build',
  async writeBundle({dir}, bundle) {
    const files = [...Object.keys(bundle), ...readdirSync(here('public'))]
      .filter(name => !name.endsWith('.map'))
      .sort();
    const contents = Object.values(bundle).map(file => (file.type === 'chunk' ? file.code : file.source));
    const version = createHash('sha256');
    for (const content of contents) version.update(content);
    await build({
      configFile: false,
      logLevel: 'error',
      define: {SITE_FILES: JSON.stringify(files), SITE_VERSION: JSON.stringify(version.digest('hex').slice(0, 12))},
      build: {
        target: 'es2022',
        outDir: dir!,
        emptyOutDir: false,
        copyPublicDir: false,
        lib: {entry: here('src/offline/service-worker.ts'), formats: ['iife'], name: 'site'},
        rolldownOptions: {output: {entryFileNames: 'service-worker.js'}},
      },
    });
  },
};

export default defineConfig({
  // What is not there is 404, not index.html: the sections are behind #.
  appType: 'mpa',
  // The site works under any path.
  base: './',
  plugins: [contentSecurityPolicy, serviceWorker],
  // Kernels register in the copy of the core that runs them: there must be one.
  resolve: {dedupe: ['@tensorflow/tfjs-core', '@tensorflow/tfjs-layers']},
  worker: {format: 'es'},
  build: {
    target: 'es2022',
    // A font or a picture in the code would need a looser policy.
    assetsInlineLimit: 0,
    modulePreload: {polyfill: false},
    chunkSizeWarningLimit: 1_500,
  },
  // A worker's policy is that of its own response, so the server has to send it too.
  preview: {headers: {'Content-Security-Policy': POLICY}},
});
