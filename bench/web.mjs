// Training in a page of Chromium, beside stock TensorFlow.js on the same engine. `node bench/web.mjs --help`
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {launchChromium} from '../tests/browser/chromium.mjs';
import {openBundle} from '../tests/browser/open-bundle.mjs';
import {median, pairedRatio} from './statistics.mjs';

const HELP = `node bench/web.mjs [--engine wasm] [--network mnist-residual] [--batch 64] [--rounds 5] [--seconds 2]

Times training steps (forward, backward, update, loss read back) in pages of Chromium, one at a time, in rounds.

  --engine   wasm, webgl or webgpu; GPUs are imitated by the CPU (SwiftShader), whose times only hint at those of a GPU
  --network  a name of the registry: residual models
  --batch    images in a step
  --rounds   times that each contestant is timed
  --seconds  about how long each works in a round`;

/** @typedef {{name: string, kernels: 'ours' | 'stock', isolated: boolean}} Contestant */

/** @type {Contestant[]} */
const contestants = [
  {name: 'residual', kernels: 'ours', isolated: false},
  {name: 'residual, page cross-origin isolated', kernels: 'ours', isolated: true},
  {name: 'stock TensorFlow.js', kernels: 'stock', isolated: false},
];

const {values} = parseArgs({
  options: {
    engine: {type: 'string', default: 'wasm'},
    network: {type: 'string', default: 'mnist-residual'},
    batch: {type: 'string', default: '64'},
    rounds: {type: 'string', default: '5'},
    seconds: {type: 'string', default: '2'},
    help: {type: 'boolean', short: 'h', default: false},
  },
});

if (values.help) console.log(HELP);
else await main();

async function main() {
  const {engine, network} = values;
  const browser = await launchChromium();
  try {
    const entry = fileURLToPath(new URL('web/page.mjs', import.meta.url));
    const pages = [];
    // Only WASM has threads, for which a page must be isolated.
    for (const {name, kernels, isolated} of contestants.filter(({isolated}) => !isolated || engine === 'wasm')) {
      const page = await openBundle(browser, entry, {isolated});
      const options = {engine, kernels, network, batch: Number(values.batch)};
      const about = String(await page.evaluate(`exported.open(${JSON.stringify(options)})`));
      console.log(`${name}: ${about}`);
      pages.push({name, page, rates: /** @type {number[]} */ ([]), works: !about.startsWith('cannot')});
    }
    const working = pages.filter(({works}) => works);
    for (let round = 0; round < Number(values.rounds); round++) {
      for (const {page, rates} of working) {
        await page.bringToFront();
        rates.push(Number(await page.evaluate(`exported.time(${Number(values.seconds)})`)));
      }
    }
    console.log(`\n${network}, batches of ${values.batch}, ${engine}, Chromium ${browser.version()}, images a second:`);
    const reference = working.at(-1)?.rates ?? [];
    for (const {name, rates} of working) {
      const range = `${Math.min(...rates).toFixed(1)} to ${Math.max(...rates).toFixed(1)}`;
      const ratio = pairedRatio(rates, reference).toFixed(2);
      console.log(`${name}: median ${median(rates).toFixed(1)} (${range}), ${ratio} times ${working.at(-1)?.name}`);
    }
  } finally {
    await browser.close();
  }
}
