// The same step on residual and on its peers. `node bench/run.mjs --help`
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {overviewChart, workloadChart, writeChart} from './chart.mjs';
import {contestants} from './contestants.mjs';
import {measure} from './measure.mjs';
import {formatReport, report} from './report.mjs';
import {inferenceOf, loadWorkload, workloadNames} from './workload.mjs';

const HELP = `pnpm bench WORKLOAD… [--rounds 9] [--seconds 2] [--only ID,…] [--inference] [--out FOLDER] [--charts FOLDER]
pnpm bench --all
pnpm bench --redraw [--out FOLDER] [--charts FOLDER]

Times one step (training: forward, backward, update, loss read back; inference: logits read back) on each contestant, one at
a time, in rounds. Before that the losses of the first steps must agree. Run \`node scripts/peers.mjs\` once to install the
peers.

  WORKLOAD     ${workloadNames.join(', ')}
  --all        every one of them, and a chart of all
  --redraw     the charts of what was measured before, a workload at a time or all at once
  --inference  inference with the networks of those that train
  --rounds     times that each contestant is timed
  --seconds    about how long each works in a round
  --only       contestants: ${contestants.map(({id}) => id).join(', ')};
               those in float16 take part only if named, they are for GPUs
  --device     cpu or cuda: what PyTorch computes on
  --out        folder for a JSON file a workload, with everything measured (runs/bench)
  --charts     folder for charts, SVG and PNG (that of --out)`;

async function main() {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {
      all: {type: 'boolean', default: false},
      redraw: {type: 'boolean', default: false},
      inference: {type: 'boolean', default: false},
      rounds: {type: 'string', default: '9'},
      seconds: {type: 'string', default: '2'},
      only: {type: 'string'},
      device: {type: 'string', default: 'cpu'},
      out: {type: 'string', default: 'runs/bench'},
      charts: {type: 'string'},
      help: {type: 'boolean', short: 'h', default: false},
    },
  });
  const names = values.all ? workloadNames : positionals;
  const {out, charts = out} = values;
  if (values.redraw) return draw(readResults(out), charts);
  if (values.help || names.length === 0) {
    console.log(HELP);
    return;
  }
  const options = {
    contestants: select(values.only),
    device: deviceNamed(values.device),
    rounds: positive('--rounds', values.rounds),
    seconds: positive('--seconds', values.seconds),
    onProgress: (/** @type {string} */ message) => console.error(message),
  };
  const workloads = await Promise.all(names.map(name => loadWorkload(name)));
  mkdirSync(out, {recursive: true});
  const results = [];
  for (const loaded of workloads) {
    const workload = values.inference && loaded.mode !== 'inference' ? inferenceOf(loaded) : loaded;
    const result = await runWorkload(workload, options).catch(error => {
      // One that fails takes nothing from the others.
      console.error(`${workload.name}: ${error.message}`);
      process.exitCode = 1;
    });
    if (!result) continue;
    results.push(result);
    writeFileSync(join(out, `${workload.name}.json`), `${JSON.stringify(result, null, 2)}\n`);
    console.log(`\n${formatReport(result)}\n\nAll figures: ${join(out, `${workload.name}.json`)}\n`);
  }
  await draw(results, charts);
}

/**
 * A chart of each result, and one of all.
 *
 * @param {import('./report.mjs').Report[]} results
 * @param {string} folder
 */
async function draw(results, folder) {
  mkdirSync(folder, {recursive: true});
  for (const result of results) await writeChart(join(folder, result.workload), workloadChart(result));
  if (results.length > 1) await writeChart(join(folder, 'overview'), overviewChart(results));
}

/**
 * What was measured before, in the order of the workloads.
 *
 * @param {string} folder
 * @returns {import('./report.mjs').Report[]}
 */
function readResults(folder) {
  const files = workloadNames.map(name => join(folder, `${name}.json`)).filter(file => existsSync(file));
  return files.map(file => JSON.parse(readFileSync(file, 'utf8')));
}

/**
 * @param {import('./workload.mjs').Workload} workload
 * @param {Omit<import('./measure.mjs').Options, 'workload'>} options
 */
async function runWorkload(workload, options) {
  options.onProgress(`${workload.name}: ${workload.description}`);
  const {measurements, absent} = await measure({workload, ...options});
  if (measurements.length === 0)
    throw new Error(absent.map(({contestant, reason}) => `${contestant.title}: ${reason}`).join('\n'));
  const command = ['pnpm bench', ...process.argv.slice(2)].join(' ');
  return report({workload, measurements, absent, command});
}

/** @param {string | undefined} only */
function select(only) {
  if (only === undefined) return contestants.filter(({onRequest = false}) => !onRequest);
  const ids = only.split(',');
  const unknown = ids.find(id => !contestants.some(contestant => contestant.id === id));
  if (unknown !== undefined)
    throw new Error(`Expected contestants among ${contestants.map(({id}) => id).join(', ')}, got "${unknown}".`);
  return contestants.filter(({id}) => ids.includes(id));
}

/**
 * @param {string} name
 * @returns {'cpu' | 'cuda'}
 */
function deviceNamed(name) {
  if (name === 'cpu' || name === 'cuda') return name;
  throw new Error(`Expected cpu or cuda for --device, got "${name}".`);
}

/**
 * @param {string} option
 * @param {string} text
 */
function positive(option, text) {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`Expected a positive number for ${option}, got "${text}".`);
  return value;
}

main().catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});
