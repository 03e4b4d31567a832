// Prints the result of TF.js's specs on an engine as JSON:
//   node run.mjs ENGINE [--in node|browser] [--isolated] [--filter REGULAR_EXPRESSION]
import {resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {runInBrowser} from './run-in-browser.mjs';
import {runInNode} from './run-in-node.mjs';

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {in: {type: 'string', default: 'node'}, isolated: {type: 'boolean'}, filter: {type: 'string'}},
});
const [engine] = positionals;
const {in: place, ...options} = values;
if (!engine || !['node', 'browser'].includes(place)) {
  console.error('Expected an engine module and a place to run it: node run.mjs engines/wasm.mjs --in browser');
  process.exit(2);
}
console.log(JSON.stringify(await (place === 'node' ? runInNode : runInBrowser)(resolve(engine), options), null, 2));
