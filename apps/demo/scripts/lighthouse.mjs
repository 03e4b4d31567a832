// Lighthouse on the built site: `node scripts/lighthouse.mjs [SECTION…]` prints the scores of each section, on a phone and on a
// desk, and what costs points. Needs the network once, for Lighthouse itself, and ends with 1 where a score is under 95.
import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {preview} from 'vite';
import {findChromium, NO_CHROMIUM} from '../../../tests/browser/chromium.mjs';

const LIGHTHOUSE = 'lighthouse@13.5.0';
const LEAST = 95;
const chromium = findChromium();
if (!chromium) throw new Error(NO_CHROMIUM);

const sections = process.argv.slice(2);
if (sections.length === 0) sections.push('learn', 'draw', 'inside', 'photos', 'runs');

const server = await preview({
  root: fileURLToPath(new URL('..', import.meta.url)),
  logLevel: 'error',
  preview: {port: 0, host: 'localhost'},
});
const url = server.resolvedUrls.local[0];

/** The report of one page. */
async function inspect(section, preset) {
  const options = ['--quiet', '--output=json', '--output-path=stdout', `--chrome-path=${chromium}`];
  options.push('--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking');
  if (preset === 'desktop') options.push('--preset=desktop');
  const command = ['--yes', LIGHTHOUSE, `${url}?engine=wasm#/${section}`, ...options];
  const {stdout} = await promisify(execFile)('npx', command, {maxBuffer: 2 ** 28});
  return JSON.parse(stdout);
}

for (const section of sections) {
  for (const preset of ['mobile', 'desktop']) {
    const {categories, audits} = await inspect(section, preset);
    const scores = Object.values(categories).map(({title, score}) => [title, Math.round(100 * score)]);
    console.log(`${section}, ${preset}: ${scores.map(([title, score]) => `${title} ${score}`).join(', ')}`);
    if (scores.some(([, score]) => score < LEAST)) process.exitCode = 1;
    const weighed = Object.values(categories).flatMap(({auditRefs}) => auditRefs.filter(({weight}) => weight > 0));
    for (const {id} of weighed) {
      const {score, title, displayValue} = audits[id];
      if (score !== null && score < 0.9) console.log(`  ${id} ${score}: ${title} ${displayValue ?? ''}`);
    }
  }
}
await server.close();
