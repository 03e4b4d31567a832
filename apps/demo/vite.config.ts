import {defineConfig, type Plugin} from 'vite';

/**
 * What the page may do: run its own code, which includes WebAssembly, and fetch its own files. It cannot send anything
 * anywhere else.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
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

export default defineConfig({
  // The site works under any path.
  base: './',
  plugins: [contentSecurityPolicy],
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
