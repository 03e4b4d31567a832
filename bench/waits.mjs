// How long training steps wait for photos: decoded, random resized crop, mirrored by chance, in worker threads beside the
// step. `node bench/waits.mjs FOLDER [--model cats-dogs-notebook] [--side 128] [--batch 16] [--steps 60] [--workers 2]`;
// FOLDER has class folders, or parts with class folders. Beside it the same steps on one batch, over and over.
import {availableParallelism} from 'node:os';
import {parseArgs} from 'node:util';
import {tensorflow} from '@residual/backend-node-gpu';
import {createModel, modelInfo} from '@residual/core';
import {horizontalFlip, IMAGENET, onSamples, randomResizedCrop} from '@residual/data';
import {closeImageWorkers, imageFolder} from '@residual/data/node';
import {constant, fit, inputStage, partsOf, sgd, sideBySide, threadsOf} from '@residual/train';

/** Steps before the clock starts: the first ones compile, and fill the queues. */
const WARM_UP = 5;

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    model: {type: 'string', default: 'cats-dogs-notebook'},
    side: {type: 'string', default: '128'},
    batch: {type: 'string', default: '16'},
    steps: {type: 'string', default: '60'},
    workers: {type: 'string', default: '2'},
  },
});
const side = Number(values.side);
const batchSize = Number(values.batch);
const steps = Number(values.steps);
const workers = Number(values.workers);

/**
 * Batches that count the milliseconds for which somebody waits for one.
 *
 * @param {import('@residual/train').Batches} batches
 * @param {{waited: number}} clock
 * @returns {import('@residual/train').Batches}
 */
function timed(batches, clock) {
  /** @param {AsyncIterable<import('@residual/train').Batch>} source */
  async function* through(source) {
    const iterator = source[Symbol.asyncIterator]();
    for (;;) {
      const begin = performance.now();
      const {done, value} = await iterator.next();
      clock.waited += performance.now() - begin;
      if (done) return;
      yield value;
    }
  }
  return {
    length: batches.length,
    epoch: n => timed(batches.epoch(n), clock),
    from: index => through(batches.from(index)),
    [Symbol.asyncIterator]: () => through(batches),
  };
}

/**
 * The first batch again and again.
 *
 * @param {import('@residual/train').Batches} batches
 * @returns {Promise<import('@residual/train').Batches>}
 */
async function repeated(batches) {
  const {value: first} = await batches[Symbol.asyncIterator]().next();
  async function* all(from = 0) {
    for (let i = from; i < batches.length; i++) yield first;
  }
  /** @type {import('@residual/train').Batches} */
  const same = {length: batches.length, epoch: () => same, from: all, [Symbol.asyncIterator]: () => all()};
  return same;
}

/**
 * Trains for so many steps.
 *
 * @param {import('@residual/train').Batches} train
 * @param {import('@residual/backend-node-gpu').TensorFlowEngine} engine
 * @param {{parts: number, classes: number}} network
 */
async function measure(train, engine, {parts, classes}) {
  const clock = {waited: 0};
  const model = createModel(values.model, {inputShape: [side, side, 3], classes});
  const stop = new AbortController();
  const events = fit({
    model: sideBySide(model, parts),
    train: timed(train, clock),
    epochs: 1_000,
    optimizer: sgd(),
    schedule: constant(1e-3),
    input: inputStage({normalize: IMAGENET}),
    compile: engine.compile,
    signal: stop.signal,
  });
  let [seen, begin, waited] = [0, 0, 0];
  for await (const {type} of events) {
    if (type !== 'step') continue;
    seen += 1;
    if (seen === WARM_UP) {
      begin = performance.now();
      clock.waited = 0;
    }
    if (seen === WARM_UP + steps) {
      waited = clock.waited / (performance.now() - begin);
      begin = (performance.now() - begin) / 1000;
      stop.abort();
    }
  }
  return {waited, imagesPerSecond: (steps * batchSize) / begin};
}

async function main() {
  const [folder] = positionals;
  if (folder === undefined) throw new Error('Expected a folder of photos: node bench/waits.mjs FOLDER');
  const cores = availableParallelism();
  const parts = partsOf({batchNorm: modelInfo(values.model).batchNorm, batchSize, cores});
  const engine = await tensorflow(threadsOf({parts, cores}));
  const {train, classes} = await imageFolder(folder, {size: side, workers, split: {valid: 0, test: 0}});
  const batches = train
    .shuffle(0)
    .map(onSamples(randomResizedCrop({size: side})))
    .map(onSamples(horizontalFlip()))
    .batch(batchSize, {dropLast: true});
  const network = {parts, classes: classes.length};
  const [photos, same] = [
    await measure(batches, engine, network),
    await measure(await repeated(batches), engine, network),
  ];
  const share = (100 * photos.waited).toFixed(2);
  console.log(`${values.model}, ${side} px, batch ${batchSize}, ${workers} workers, ${steps} steps`);
  console.log(`photos: ${photos.imagesPerSecond.toFixed(1)} images/s, of the time ${share} % waiting for photos`);
  console.log(`one batch, over and over: ${same.imagesPerSecond.toFixed(1)} images/s`);
  await closeImageWorkers();
}

main().then(
  () => process.exit(),
  error => {
    console.error(error.message);
    process.exit(1);
  },
);
