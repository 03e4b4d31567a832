// Prints the result of TF.js's specs on an engine as JSON: node run.mjs ENGINE [FILTER]
import {resolve} from 'node:path';
import {runInNode} from './run-in-node.mjs';

const [engine, filter] = process.argv.slice(2);
if (!engine) {
  console.error('Expected an engine module: node run.mjs engines/wasm.mjs [regular expression]');
  process.exit(2);
}
console.log(JSON.stringify(await runInNode(resolve(engine), filter ? {filter} : {}), null, 2));
