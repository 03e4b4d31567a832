// The same training step on residual and on its peers. `node bench/run.mjs --help`
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {parseArgs} from 'node:util';
import {contestants} from './contestants.mjs';
import {measure} from './measure.mjs';
import {formatReport, report} from './report.mjs';
import {loadWorkload, workloadNames} from './workload.mjs';

const HELP = `pnpm bench WORKLOAD [--rounds 9] [--seconds 2] [--only ID,…] [--out FILE]

Times one training step (forward, backward, update, loss read back) on each contestant, one at a time, in rounds.
Before that the losses of the first steps must agree. Run \`node scripts/peers.mjs\` once to install the peers.

  WORKLOAD   ${workloadNames.join(', ')}
  --rounds   times that each contestant is timed
  --seconds  about how long each works in a round
  --only     contestants: ${contestants.map(({id}) => id).join(', ')}
  --out      JSON file with everything measured (runs/bench/WORKLOAD.json)`;

async function main() {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {
      rounds: {type: 'string', default: '9'},
      seconds: {type: 'string', default: '2'},
      only: {type: 'string'},
      out: {type: 'string'},
      help: {type: 'boolean', short: 'h', default: false},
    },
  });
  const [name] = positionals;
  if (values.help || !name) {
    console.log(HELP);
    return;
  }
  const workload = await loadWorkload(name);
  const {measurements, absent} = await measure({
    workload,
    contestants: select(values.only),
    rounds: positive('--rounds', values.rounds),
    seconds: positive('--seconds', values.seconds),
    onProgress: message => console.error(message),
  });
  if (measurements.length === 0)
    throw new Error(absent.map(({contestant, reason}) => `${contestant.title}: ${reason}`).join('\n'));

  const command = ['pnpm bench', ...process.argv.slice(2)].join(' ');
  const result = report({workload, measurements, absent, command});
  const out = values.out ?? `runs/bench/${workload.name}.json`;
  mkdirSync(dirname(out), {recursive: true});
  writeFileSync(out, `${JSON.stringify(result, null, 2)}\n`);
  console.log(`\n${formatReport(result)}\n\nAll figures: ${out}`);
}

/** @param {string | undefined} only */
function select(only) {
  if (only === undefined) return contestants;
  const ids = only.split(',');
  const unknown = ids.find(id => !contestants.some(contestant => contestant.id === id));
  if (unknown !== undefined)
    throw new Error(`Expected contestants among ${contestants.map(({id}) => id).join(', ')}, got "${unknown}".`);
  return contestants.filter(({id}) => ids.includes(id));
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
