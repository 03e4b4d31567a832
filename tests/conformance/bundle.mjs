import {createRequire} from 'node:module';
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const require = createRequire(import.meta.url);

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  format: 'esm',
  target: 'es2022',
  mainFields: ['module', 'main'],
  alias: {'jasmine-core': dirname(require.resolve('jasmine-core/package.json'))},
  // The specs are imported for their effects, in a package that says that it has none.
  ignoreAnnotations: true,
  logLevel: 'error',
};

/**
 * Bundles TF.js's specs for Node. The bundle exports `runSpecs` of specs.mjs, and as `core` the copy of
 * @tensorflow/tfjs-core that the specs use.
 *
 * @param {string} outfile
 */
export async function bundleForNode(outfile) {
  const contents = `
    export {runSpecs} from './specs.mjs';
    export * as core from '@tensorflow/tfjs-core';`;
  const banner = `import {createRequire as requireOfBundle} from 'node:module'; const require = requireOfBundle(import.meta.url);`;
  await build({...common, stdin: entry(contents), platform: 'node', banner: {js: banner}, outfile});
}

/**
 * Bundles TF.js's specs with an engine for a page, where they share one copy of @tensorflow/tfjs-core. The bundle exports
 * `run`, which is `runSpecs` of specs.mjs bound to the engine.
 *
 * @param {string} engine Path of the engine module; see engines/.
 * @param {string} outfile
 */
export async function bundleForBrowser(engine, outfile) {
  const contents = `
    import {runSpecs} from './specs.mjs';
    import * as engine from ${JSON.stringify(engine)};
    export const run = options => runSpecs(engine, options);`;
  await build({...common, stdin: entry(contents), platform: 'browser', define: {global: 'globalThis'}, outfile});
}

/** @param {string} contents */
function entry(contents) {
  return {contents, resolveDir: fileURLToPath(new URL('.', import.meta.url))};
}
