// Photos a second that reach the training step: decoded, random resized crop to 96 px, mirrored by chance, in batches.
// `node bench/pipeline.mjs FOLDER [--workers 2] [--rounds 5] [--batch 64]`, beside PyTorch's DataLoader with Pillow on the
// same photos with as many workers: FOLDER has a folder a class.
import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {horizontalFlip, onSamples, randomResizedCrop} from '@residual/data';
import {closeImageWorkers, imageFolder} from '@residual/data/node';
import {findPeers} from '../scripts/peers.mjs';
import {median, pairedRatio} from './statistics.mjs';

const SIDE = 96;
const PYTORCH = 'PyTorch DataLoader with Pillow';
const PEER = fileURLToPath(new URL('pipeline.py', import.meta.url));

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    workers: {type: 'string', default: '2'},
    rounds: {type: 'string', default: '5'},
    batch: {type: 'string', default: '64'},
  },
});
const [folder] = positionals;
const workers = Number(values.workers);
const rounds = Number(values.rounds);
const batch = Number(values.batch);

/** @returns {Promise<(round: number) => Promise<number>>} that makes one epoch and tells photos a second */
async function residual(/** @type {import('@residual/data/node').CacheOptions} */ cache = {}) {
  const {train} = await imageFolder(String(folder), {workers, cache, split: {valid: 0, test: 0}});
  const batches = train
    .shuffle(0)
    .map(onSamples(randomResizedCrop({size: SIDE})))
    .map(onSamples(horizontalFlip()))
    .batch(batch);
  return async round => {
    const begin = performance.now();
    let photos = 0;
    for await (const {y} of batches.epoch(round)) photos += y.length;
    return (photos / (performance.now() - begin)) * 1000;
  };
}

/** @returns {((round: number) => Promise<number>) | undefined} */
function torch() {
  const python = findPeers();
  if (python === undefined) return undefined;
  return () =>
    new Promise((resolve, reject) => {
      const child = spawn(python, [PEER, String(folder), String(workers), String(batch), String(SIDE)]);
      let [out, errors] = ['', ''];
      child.stdout.on('data', text => {
        out += text;
      });
      child.stderr.on('data', text => {
        errors += text;
      });
      child.on('error', reject);
      child.on('close', code => {
        if (code === 0) resolve(Number(out.trim().split('\n').at(-1)));
        else
          reject(
            new Error(`${errors.trim().split('\n').at(-1)} (${python} needs Pillow too, see docs/performance.md)`),
          );
      });
    });
}

async function main() {
  if (folder === undefined) throw new Error('Expected a folder of photos: node bench/pipeline.mjs FOLDER');
  /** @type {[string, ((round: number) => Promise<number>) | undefined][]} */
  const contestants = [
    ['residual', await residual()],
    ['residual, decoded photos kept in memory', await residual({memory: 2 ** 30})],
    [PYTORCH, torch()],
  ];
  /** @type {Map<string, number[]>} */
  const rates = new Map();
  // The first round warms up: workers start, caches fill, the system reads the files.
  for (let round = 0; round <= rounds; round++) {
    for (const [name, run] of contestants) {
      if (!run) continue;
      const rate = await run(round);
      if (round > 0) rates.set(name, [...(rates.get(name) ?? []), rate]);
    }
  }
  const theirs = rates.get(PYTORCH);
  for (const [name, each] of rates) {
    const [middle, least, most] = [median(each), Math.min(...each), Math.max(...each)].map(Math.round);
    const ratio = theirs && name !== PYTORCH ? `, ${pairedRatio(each, theirs).toFixed(2)} times PyTorch's` : '';
    console.log(`${name}: ${middle} photos/s (${least} to ${most} in ${each.length} rounds)${ratio}`);
  }
  if (!theirs)
    console.log('PyTorch is not installed: node scripts/peers.mjs, and Pillow beside it (docs/performance.md)');
  await closeImageWorkers();
}

main().catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});
