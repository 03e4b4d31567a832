import {compose, type Dataset, normalize, onSamples, resize, transformFrom} from '@residual/data';
import {dataFolder, type LoadOptions, loadDataset, type PhotoOptions} from '@residual/data/node';
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

/** Where data is looked for, and what shows a download. */
export interface OpenOptions {
  /** Default: the user's data folder, to which missing files are downloaded. */
  readonly dataDir?: string | undefined;
  /** How photos are read. Default: as the data set has it. */
  readonly images?: Recipe['data']['images'];
  /** Threads that read and augment photos; 0 for none. Default: as many as the machine has cores, 4 at most. */
  readonly workers?: number | undefined;
  readonly output: Output;
}

/** Opens the data set of a recipe and splits it as the recipe says. Throws DataError. */
export async function openData({data, seed}: Recipe, options: OpenOptions): Promise<RecipeData> {
  const open = {...options, images: data.images};
  const test = resized(await openTest(data.name, open), data);
  let train = resized(await openTrain(data.name, open), data);
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

/** The images of a data set in the size that a recipe wants. */
export function resized(dataset: Dataset, {resize: size}: Pick<Recipe['data'], 'resize'>): Dataset {
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

/** The training images of a data set, uint8. Throws DataError. */
export function openTrain(name: string, options: OpenOptions): Promise<Dataset> {
  return openPart(name, {...options, train: true});
}

/** The test images of a data set, uint8. Throws DataError. */
export function openTest(name: string, options: OpenOptions): Promise<Dataset> {
  return openPart(name, {...options, train: false});
}

/** The same images as the network takes them: float32, normalised. */
export function prepared(dataset: Dataset, {data}: Recipe): Dataset {
  return dataset.map(normalize(data.normalize));
}

/** A folder that was named is only read; the user's own is filled as needed. */
function openPart(
  name: string,
  {dataDir, train, output, images, workers}: OpenOptions & Required<Pick<LoadOptions, 'train'>>,
): Promise<Dataset> {
  // Both parts come from one scan of a folder: what it left out is told once.
  const photos = {...images, ...(workers !== undefined && {workers}), ...(train && {onProblem: noteOf(output)})};
  if (dataDir !== undefined) return loadDataset(name, {dir: dataDir, train, images: photos});
  return withProgress(output, `fetching ${name} into ${dataFolder()}`, onProgress =>
    loadDataset(name, {train, images: photos, download: {onProgress}}),
  );
}

/** Tells of photos that are left out. */
function noteOf(output: Output): NonNullable<PhotoOptions['onProblem']> {
  return ({problem}) => output.note(`Left out: ${problem}`);
}
