import {existsSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {IMAGENET} from '@residual/data';
import {listWeights, scanImages, weightsFolder} from '@residual/data/node';
import {machineMemory} from '../memory/machine-memory.js';
import {stepMemory} from '../memory/step-memory.js';
import type {Overrides} from '../recipe/flags.js';
import type {RecipeInput} from '../recipe/recipe.js';
import {type PhotosStart, photosRecipe, USUAL_MODEL} from '../recipes/photos.js';
import {readRunConfig} from '../run/config.js';
import {findRunFolder} from '../run/folder.js';
import {isWeightsFile, publishedNamed} from './start-weights.js';

/** Share of the photos to train with, where no folder is for those to test with. */
const TRAIN_SHARE = 0.8;

/** Share of the machine's memory that training steps may take. */
const MEMORY_SHARE = 0.5;

/** Published weights that are begun with where they are on this machine. */
const USUAL_START = 'resnet18/torchvision-v1';

/** The recipe for a folder of photos, and the weights that it begins with, if any. */
export interface TailoredPhotos {
  readonly input: RecipeInput;
  readonly from?: string;
}

/** What the command line says of the photos. */
interface TailorOptions {
  /** Weights to begin with. */
  readonly from: string | undefined;
  /** Fields of the recipe that it decides itself. */
  readonly overrides: Overrides;
  /** Bytes that the machine has. Default: what it has. */
  readonly memory?: number;
}

/**
 * Looks at a folder of photos, at the weights at hand and at the machine's memory, and makes a recipe for them. Throws DataError,
 * CliError, CoreError.
 */
export async function tailorPhotos(
  dataDir: string,
  {from, overrides, memory = machineMemory()}: TailorOptions,
): Promise<TailoredPhotos> {
  const labels = overrides.get('data.labels');
  const {images} = await scanImages(dataDir, {
    ...(typeof labels === 'string' && {labels: resolve(dataDir, labels)}),
  });
  const held = images.some(({part}) => part === 'test');
  const train = images.filter(({part}) => part === undefined || part === 'train').length;
  const chosen = from ?? usualStart();
  const start = chosen === undefined ? undefined : await startOf(chosen);
  const model = overrides.get('model.name') ?? start?.model ?? USUAL_MODEL;
  const bytesOf = await stepMemory(String(model));
  const most = MEMORY_SHARE * memory;
  const input = photosRecipe({
    images: held ? train : Math.round(train * TRAIN_SHARE),
    start,
    fits: size => bytesOf(size) <= most,
  });
  return {input, ...(chosen !== undefined && {from: chosen})};
}

function usualStart(): string | undefined {
  const weights = listWeights().find(({name}) => name === USUAL_START);
  return weights && existsSync(join(weightsFolder(), weights.file)) ? USUAL_START : undefined;
}

/** A file does not say of which network it is: the usual one, unless --model.name says otherwise. */
async function startOf(from: string): Promise<PhotosStart> {
  const published = publishedNamed(from);
  if (published) return {model: published.model, normalize: published.input};
  if (isWeightsFile(from)) return {model: USUAL_MODEL, normalize: IMAGENET};
  const {recipe} = await readRunConfig(await findRunFolder(from));
  return {model: recipe.model.name, normalize: recipe.data.normalize};
}
