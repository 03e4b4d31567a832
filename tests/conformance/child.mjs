// One run under Node, in a process of its own: node child.mjs BUNDLE OPTIONS. Sends the result to its parent.
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {pathToFileURL} from 'node:url';

const [path, options] = process.argv.slice(2);
const require = createRequire(import.meta.url);
globalThis.conformance = {
  wasmPaths: join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist/'),
};
const {run} = await import(pathToFileURL(path).href);
process.send(await run(JSON.parse(options)), () => process.exit());
