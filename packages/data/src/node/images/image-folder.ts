import {availableParallelism} from 'node:os';
import {checkInteger} from '../../check.js';
import {Dataset} from '../../dataset.js';
import {DataError} from '../../error.js';
import type {Fit} from '../../transforms/fit-image.js';
import type {CacheOptions, ReaderSettings} from './image-reader.js';
import {imageSource, type SourceFile} from './image-source.js';
import {inOrder} from './in-order.js';
import type {PartName} from './layout.js';
import type {FileProblem} from './list-files.js';
import {type ImageFile, type ImageScan, type ScanOptions, scanImages} from './scan-images.js';
import {splitStratified} from './split-stratified.js';

/** How photos become samples. */
export interface PhotoOptions {
  /**
   * Pixels to which each image is brought: height and width, or one number for both; with `fit: 'shorter'` one number,
   * for the shorter side. Default: as they are, which makes batches only where all have one size.
   */
  size?: number | readonly [number, number];
  /** `cover` cuts off what does not fit (default), `fill` stretches, `shorter` keeps all. See {@link Fit}. */
  fit?: Fit['mode'];
  /** 3 for RGB, 1 for grey. Default 3. */
  channels?: 1 | 3;
  /** Worker threads that read, decode and transform; 0 for none. Default: as many as the machine has cores, 4 at most. */
  workers?: number;
  /** Where decoded images are kept. Default: nowhere. */
  cache?: CacheOptions;
  /**
   * What becomes of files that are empty, broken, too large or unreadable. `skip` (default): those found before training
   * are left out; in the place of one that breaks when it is decoded comes the next one of its class, whatever the
   * number of workers, so that a run goes on and can be repeated. `fatal`: an error.
   */
  broken?: 'skip' | 'fatal';
  /** Called for each problem, when it is found. */
  onProblem?: (problem: FileProblem) => void;
}

/** Options of {@link openImages}. */
export interface OpenImagesOptions extends PhotoOptions {
  /**
   * Fractions of the images to train with that are held out, a random share of each class, where no folder is for that
   * part. Default a tenth each.
   */
  split?: {readonly valid?: number; readonly test?: number};
  /** Decides which images are held out. Default 0. */
  seed?: number;
  /**
   * What is looked at before training: beginning and end of every file (`headers`, default), or all of it, decoded
   * (`full`), after which nothing can break but the disk.
   */
  check?: 'headers' | 'full';
  /** As in {@link ScanOptions}. */
  maxPixels?: number | undefined;
}

/** Options of {@link imageFolder}. */
export interface ImageFolderOptions extends OpenImagesOptions, ScanOptions {}

/** Images in folders, ready to train with. */
export interface ImageFolder extends Readonly<Record<PartName, Dataset>> {
  readonly classes: string[];
  /** What was found. */
  readonly scan: ImageScan;
}

const DECODED_AT_ONCE = 16;

/**
 * Opens a folder of images as `scanImages` describes it. Images are read when they are asked for, in worker threads.
 *
 * @throws DataError as `scanImages` and {@link openImages}.
 */
export async function imageFolder(dir: string, options: ImageFolderOptions = {}): Promise<ImageFolder> {
  const {labels, maxPixels} = options;
  return openImages(await scanImages(dir, {labels, maxPixels}), options);
}

/**
 * Opens the images that a scan has found.
 *
 * @throws DataError `INVALID_ARGUMENT`; with `broken: 'fatal'` `FILE_BROKEN`, naming every file that cannot be used.
 */
export async function openImages(
  found: ImageScan,
  {split: {valid = 0.1, test = 0.1} = {}, seed = 0, check = 'headers', maxPixels, ...photo}: OpenImagesOptions = {},
): Promise<ImageFolder> {
  if (!(valid >= 0 && test >= 0 && valid + test < 1)) {
    const got = `valid ${valid} and test ${test}`;
    throw new DataError('INVALID_ARGUMENT', `images: split: expected fractions that leave some to train, got ${got}`);
  }
  const toDataset = datasetMaker(photo, maxPixels);
  const scan = check === 'full' ? await decodeAll(found, toDataset) : found;
  report(scan, photo);

  const named = {train: inPart(scan, 'train'), valid: inPart(scan, 'valid'), test: inPart(scan, 'test')};
  const fractions = [named.valid.length > 0 ? 0 : valid, named.test.length > 0 ? 0 : test];
  const [kept, held, tested] = splitStratified(
    named.train.map(({label}) => label),
    [1 - fractions[0]! - fractions[1]!, ...fractions],
    seed,
  ).map(positions => positions.map(position => named.train[position]!)) as [ImageFile[], ImageFile[], ImageFile[]];
  const dataset = (images: readonly ImageFile[]): Dataset => toDataset(images, scan.classes);
  return {
    classes: scan.classes,
    scan,
    train: dataset(kept),
    valid: dataset([...named.valid, ...held]),
    test: dataset([...named.test, ...tested]),
  };
}

type ToDataset = (images: readonly SourceFile[], classes: readonly string[], strict?: boolean) => Dataset;

/** Checks the options and gives the function that makes data sets of images. */
export function datasetMaker(photo: PhotoOptions, maxPixels?: number): ToDataset {
  const {channels = 3, cache = {}, workers = Math.min(4, availableParallelism()), broken = 'skip', onProblem} = photo;
  checkInteger('workers', workers, {max: 64});
  const settings: ReaderSettings = {decode: {channels, fit: fitOf(photo), maxPixels}, cache};
  return (images, classes, strict = false) =>
    new Dataset(imageSource(images, {classes, settings, workers, broken: strict ? 'fatal' : broken, onProblem}));
}

function fitOf({size, fit = 'cover'}: PhotoOptions): Fit | undefined {
  if (size === undefined) return undefined;
  const [height, width] = typeof size === 'number' ? [size, size] : size;
  for (const extent of [height, width]) checkInteger('image size', extent, {min: 1, max: 2 ** 16});
  if (fit === 'shorter' && height !== width) {
    throw new DataError('INVALID_ARGUMENT', `image size: expected one number for the shorter side, got [${size}]`);
  }
  return {height, width, mode: fit};
}

/** Tells of what a scan found; throws if that must not be. */
function report({dir, problems}: ImageScan, {broken, onProblem}: PhotoOptions): void {
  if (broken === 'fatal' && problems.length > 0) {
    const lines = problems.map(({problem}) => `\n  ${problem}`).join('');
    throw new DataError('FILE_BROKEN', `${dir}: ${problems.length} problems; mend or remove these:${lines}`);
  }
  for (const problem of problems) onProblem?.(problem);
}

/** The images of a part; where folders do not tell, all are to train with. */
export function inPart({images}: ImageScan, part: PartName): ImageFile[] {
  return images.filter(image => (image.part ?? 'train') === part);
}

/** The scan without the images that do not decode, which become problems. */
async function decodeAll(scan: ImageScan, toDataset: ToDataset): Promise<ImageScan> {
  const dataset = toDataset(scan.images, scan.classes, true);
  const problems = [...scan.problems];
  const checked = await inOrder([...scan.images.entries()], {atOnce: DECODED_AT_ONCE}, async ([i, image]) => {
    try {
      await dataset.get(i);
      return [image];
    } catch (error) {
      if (!(error instanceof DataError) || error.code === 'WORKER_FAILED') throw error;
      problems.push({file: image.file, problem: error.message});
      return [];
    }
  });
  return {...scan, images: checked.flat(), problems};
}
