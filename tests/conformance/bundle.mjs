import {createRequire} from 'node:module';
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const require = createRequire(import.meta.url);

/** An ES module under Node lacks what some CommonJS code in it wants. */
const COMMONJS = `
import {createRequire as createRequireForBundle} from 'node:module';
import {dirname as dirnameForBundle} from 'node:path';
import {fileURLToPath as fileURLToPathForBundle} from 'node:url';
const require = createRequireForBundle(import.meta.url);
const __filename = fileURLToPathForBundle(import.meta.url);
const __dirname = dirnameForBundle(__filename);`;

/**
 * Bundles TF.js's specs with an engine module, so that one copy of the core serves both. The bundle exports `run`, that
 * of specs.mjs, bound to the engine.
 *
 * @param {object} options
 * @param {string} options.engine Path of the engine module; see engines/.
 * @param {'node' | 'browser'} options.platform
 * @param {string} options.outfile
 */
export async function bundle({engine, platform, outfile}) {
  const contents = `
    import {runSpecs} from './specs.mjs';
    import prepare from ${JSON.stringify(engine)};
    export const run = options => runSpecs(prepare, options);`;
  await build({
    stdin: {contents, resolveDir: here},
    bundle: true,
    outfile,
    platform,
    format: 'esm',
    target: 'es2022',
    mainFields: ['module', 'main'],
    banner: platform === 'node' ? {js: COMMONJS} : {},
    alias: {'jasmine-core': dirname(require.resolve('jasmine-core/package.json'))},
    // The specs are imported for their effects, in a package that says that it has none.
    ignoreAnnotations: true,
    logLevel: 'error',
  });
}
