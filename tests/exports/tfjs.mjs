// Opens models in plain TensorFlow.js, from a server as a web page does, with no package of this project.
// node tfjs.mjs FOLDER: prints the logits of every case as JSON.
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';

const [folder = '.'] = process.argv.slice(2);
/** @type {import('../src/export-cases.js').CaseFile[]} */
const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8'));
const server = createServer((request, response) => response.end(readFileSync(join(folder, `${request.url}`))));
await new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());

await tf.setBackend('wasm');
/** @type {Record<string, unknown>} */
const logits = {};
for (const {id, shape} of cases) {
  const model = await tfl.loadLayersModel(`http://127.0.0.1:${port}/${id}/tfjs/model.json`);
  const input = new Float32Array(new Uint8Array(readFileSync(join(folder, id, 'input.bin'))).buffer);
  const output = /** @type {tf.Tensor} */ (model.predict(tf.tensor(input, shape)));
  logits[id] = await output.array();
  model.dispose();
}
console.log(JSON.stringify(logits));
process.exit();
