import {resolve} from 'node:path';
import {compose, type Dataset, normalize, onSamples, resize, transformFrom} from '@residual/data';
import {dataFolder, type FileProblem, loadDataset, loadParts, type PartsOptions} from '@residual/data/node';
import {CliError} from '../errors.js';
import {withProgress} from '../output/download-progress.js';
import type {Output} from '../output/output.js';
import {balanced} from './balance.js';
import type {Recipe} from './recipe.js';

/** The data of a recipe. Images are uint8, of one size, those to train on augmented; {@link prepared} makes network inputs of them. */
export interface RecipeData {
  readonly train: Dataset;
  /** The images of `train` in its order, before augmentation. */
  readonly originals: Dataset;
  /** Evaluated after every epoch. */
  readonly valid: Dataset;
  readonly test: Dataset;
  readonly classes: readonly string[];
  /** `[height, width, channels]` */
  readonly inputShape: readonly [number, number, number];
}

/** Images in a batch of an evaluation. */
export const EVALUATION_BATCH = 250;

/** Which data set, and how its photos are found and read. */
type DataSource = Pick<Recipe['data'], 'name' | 'images' | 'labels' | 'resize'>;

/** Where data is looked for, and what shows a download. */
export interface OpenOptions {
  /** Default: the user's data folder, to which missing files are downloaded. */
  readonly dataDir?: string | undefined;
  /** Threads that read and augment photos; 0 for none. Default: as many as the machine has cores, 4 at most. */
  readonly workers?: number | undefined;
  readonly output: Output;
}

/** Opens the data set of a recipe and splits it as the recipe says. Throws DataError. */
export async function openData({data, seed}: Recipe, options: OpenOptions): Promise<RecipeData> {
  const parts = await load(data, options, found => loadParts(data.name, found));
  const test = resized(parts.test, data);
  let train = resized(parts.train, data);
  let valid = test;
  if (data.validation !== 'test') {
    [train, valid] = train.split([1 - data.validation, data.validation], seed) as [Dataset, Dataset];
  }
  if (data.take !== undefined) train = taken(train, data.take, seed);
  if (data.balance) train = balanced(train, seed);
  if (data.shuffle) train = train.shuffle(seed);
  const {shape: inputShape} = await test.get(0);
  const originals = train;
  if (data.augment && data.augment.length > 0) {
    train = originals.map(onSamples(compose(data.augment.map(transformFrom))), {seed});
    assertSize((await train.get(0)).shape, inputShape);
  }
  return {train, originals, valid, test, classes: test.classes, inputShape};
}

/** All images in the size that a recipe wants. Photos were read in that size: they stay as they are. */
function resized(dataset: Dataset, {resize: size}: DataSource): Dataset {
  return size === undefined ? dataset : dataset.map(onSamples(resize({size: [size, size]})));
}

/** The first so many images; where they stand class by class, as photos in folders do, a random share of each class. */
function taken(dataset: Dataset, count: number, seed: number): Dataset {
  const byClass = dataset.labels.every((label, i, labels) => i === 0 || label >= labels[i - 1]!);
  return byClass ? dataset.stratified(count, seed) : dataset.take(count);
}

function assertSize(shape: readonly number[], expected: readonly number[]): void {
  if (shape.join() === expected.join()) return;
  const sizes = `images of ${shape.join(' x ')}, while those to evaluate are ${expected.join(' x ')}`;
  throw new CliError(`data.augment makes ${sizes}.`, {
    code: 'BAD_RECIPE',
    exit: 'usage',
    mend: `Let it end with that size, as by --data.resize ${shape[0]} or a crop of size ${expected[0]}.`,
  });
}

/** The training images of a data set, uint8, in the size that a recipe wants. Throws DataError. */
export function openTrain(data: DataSource, options: OpenOptions): Promise<Dataset> {
  return openPart(data, {...options, train: true});
}

/** The test images of a data set, uint8, in the size that a recipe wants. Throws DataError. */
export function openTest(data: DataSource, options: OpenOptions): Promise<Dataset> {
  return openPart(data, {...options, train: false});
}

async function openPart(data: DataSource, {train, ...options}: OpenOptions & {train: boolean}): Promise<Dataset> {
  return resized(await load(data, options, found => loadDataset(data.name, {...found, train})), data);
}

/** The same images as the network takes them: float32, normalised. */
export function prepared(dataset: Dataset, {data}: Recipe): Dataset {
  return dataset.map(normalize(data.normalize));
}

/** Calls what loads data sets. A folder that was named is only read; the user's own is filled as needed. */
async function load<Loaded>(
  {name, images: photos, labels, resize: size}: DataSource,
  {dataDir, workers, output}: OpenOptions,
  read: (options: PartsOptions) => Promise<Loaded>,
): Promise<Loaded> {
  const dir = dataDir ?? dataFolder();
  const images = {
    onProblem: ({problem}: FileProblem): void => output.note(`Left out: ${problem}`),
    ...(size !== undefined && {size}),
    ...photos,
    ...(workers !== undefined && {workers}),
    ...(labels !== undefined && {labels: resolve(dir, labels)}),
  };
  if (dataDir !== undefined) return read({dir, images});
  return withProgress(output, `fetching ${name} into ${dir}`, onProgress => read({images, download: {onProgress}}));
}
