// Whether a training step stays as fast, and its process as small: `node bench/steady.mjs [WORKLOAD] [--steps 2000]
// [--variant compiled]`. Prints images a second and resident memory of the first hundred steps and of the last.
import {parseArgs} from 'node:util';
import {contestants} from './contestants.mjs';
import {Player} from './player.mjs';
import {loadWorkload} from './workload.mjs';

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {steps: {type: 'string', default: '2000'}, variant: {type: 'string', default: 'compiled'}},
});
const [name = 'mnist-residual'] = positionals;
const workload = await loadWorkload(name);
const contestant = contestants.find(({id}) => id === values.variant);
if (!contestant) throw new Error(`Expected a contestant for --variant, got "${values.variant}".`);

/** Steps of which speed is taken. */
const SPAN = 100;
/** Steps before: TensorFlow optimizes the graph in the first, and claims memory in the next. */
const WARM_UP = 20;

const player = new Player(contestant, 'cpu');
try {
  await player.open(workload);
  await player.run(WARM_UP);
  const first = await span();
  await player.run(Math.max(0, Number(values.steps) - 2 * SPAN));
  const last = await span();
  console.log(`${contestant.title}, ${workload.name}, batch ${workload.batch}, ${values.steps} steps`);
  console.log(`first ${SPAN}: ${describe(first)}\nlast ${SPAN}:  ${describe(last)}`);
  console.log(`speed, last to first: ${(last.rate / first.rate).toFixed(3)}`);
} finally {
  await player.close();
}

async function span() {
  const {seconds} = await player.run(SPAN);
  return {rate: (SPAN * workload.batch) / seconds, resident: player.residentMemory()};
}

/** @param {Awaited<ReturnType<typeof span>>} measured */
function describe({rate, resident}) {
  return `${Math.round(rate)} images/s${resident === undefined ? '' : `, ${Math.round(resident)} MiB resident`}`;
}
