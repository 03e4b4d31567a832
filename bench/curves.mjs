// The curve of a notebook on residual beside PyTorch's, with the same settings on the same images.
// `node bench/curves.mjs --help`
import {mkdirSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {dataFolder} from '@residual/data/node';
import {writeChart} from './chart.mjs';
import {curvesChart} from './curves/chart.mjs';
import {compareCurves, formatPoints} from './curves/compare.mjs';
import {kept} from './curves/kept.mjs';
import {assertPlain, trainPyTorch} from './curves/pytorch.mjs';
import {readRecipe, trainResidual} from './curves/residual.mjs';
import {assertSameWork} from './curves/same-work.mjs';
import {loadWorkload} from './workload.mjs';

const RECIPES = ['cifar10-notebook', 'cifar10-notebook-inner-relu'];

/** Images of CIFAR-10's whole test set. */
const TEST_IMAGES = 10_000;

const HELP = `node bench/curves.mjs [${RECIPES.join('] [')}] [--take 2000] [--epochs 5] [--seeds 3]

Trains by a recipe of residual and with PyTorch on the same part of CIFAR-10, in float32, once for each seed, and draws both:
mean and range over the seeds of training loss, training accuracy and validation accuracy by epoch. PyTorch begins with its
own initialisation, as the notebooks do. Before that, two steps and a validation from equal weights must agree. What is
finished is kept: the same command goes on where it was stopped. Needs TensorFlow (\`residual setup\`) and the peers (\`node
scripts/peers.mjs\`).

  --take      images to train with, the first of the data set
  --data-dir  folder that has cifar-10-batches-bin (that of \`residual data fetch cifar10\`)
  --out       folder for what is finished (runs/curves)
  --charts    folder for a JSON file, an SVG and a PNG a recipe (that of --out)`;

async function main() {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {
      take: {type: 'string', default: '2000'},
      epochs: {type: 'string', default: '5'},
      seeds: {type: 'string', default: '3'},
      'data-dir': {type: 'string', default: dataFolder()},
      out: {type: 'string', default: 'runs/curves'},
      charts: {type: 'string'},
      help: {type: 'boolean', short: 'h', default: false},
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const {out, charts = out, 'data-dir': dataDir} = values;
  const budget = {
    take: count('--take', values.take),
    epochs: count('--epochs', values.epochs),
    seeds: count('--seeds', values.seeds),
  };
  mkdirSync(charts, {recursive: true});
  for (const name of positionals.length > 0 ? positionals : RECIPES) {
    const result = await compareRecipe(name, {...budget, dataDir, out});
    const path = join(charts, `curves-${name}`);
    writeFileSync(`${path}.json`, `${JSON.stringify(result, null, 2)}\n`);
    await writeChart(path, curvesChart(result));
    console.log(`${result.title}; ${result.subtitle}\n${formatPoints(result.points)}\n`);
  }
}

/**
 * @param {string} name
 * @param {{take: number, epochs: number, seeds: number, dataDir: string, out: string}} options
 */
async function compareRecipe(name, {take, epochs, seeds, dataDir, out}) {
  const recipe = await readRecipe(name);
  assertPlain(recipe);
  const workload = await loadWorkload(name);
  const folder = join(dataDir, 'cifar-10-batches-bin');
  const place = join(out, `${name}-${take}x${epochs}`);
  mkdirSync(place, {recursive: true});
  const work = {recipe, workload, folder};
  const difference = await kept(join(place, 'same-work.json'), () => assertSameWork(work, {dataDir}));
  note(`${name}: from equal weights losses differ by ${difference.toExponential(1)} of their value at most`);
  /** @type {Record<'residual' | 'pytorch', import('./curves/pytorch.mjs').Training[]>} */
  const sides = {residual: [], pytorch: []};
  for (let seed = 1; seed <= seeds; seed++) {
    const budget = {take, epochs, seed};
    sides.residual.push(await trainResidual(join(place, `residual-${seed}`), {recipe: name, dataDir, ...budget}));
    note(`${name}: residual, seed ${seed} of ${seeds}`);
    sides.pytorch.push(await kept(join(place, `pytorch-${seed}.json`), () => trainPyTorch({...work, ...budget})));
    note(`${name}: PyTorch, seed ${seed} of ${seeds}`);
  }
  const points = compareCurves(sides.residual, sides.pytorch);
  const tested = sides.residual[0]?.epochs[0]?.valid.samples ?? 0;
  const test = tested < TEST_IMAGES ? `the first ${tested} test images` : `${tested} test images`;
  return {
    title: `${name}: residual beside PyTorch`,
    subtitle: `first ${take} images of CIFAR-10, validated on ${test}; mean and range of ${seeds} seeds, float32`,
    command: `node bench/curves.mjs --take ${take} --epochs ${epochs} --seeds ${seeds}`,
    date: new Date().toISOString(),
    machine: `${os.cpus()[0]?.model.trim()}, ${os.availableParallelism()} cores, Node ${process.versions.node}`,
    recipe,
    budget: {take, epochs, seeds},
    sameWork: {largestDifference: difference},
    points,
    ...sides,
  };
}

/**
 * @param {string} option
 * @param {string} text
 */
function count(option, text) {
  const value = Number(text);
  if (!(Number.isInteger(value) && value >= 1))
    throw new Error(`Expected a whole number for ${option}, got "${text}".`);
  return value;
}

/** @param {string} message */
function note(message) {
  console.error(`${new Date().toTimeString().slice(0, 8)} ${message}`);
}

main().catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});
