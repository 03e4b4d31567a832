import type {Dataset} from '@residual/data';
import {type OpenOptions, openData, openTest} from '../recipe/open-data.js';
import type {Recipe} from '../recipe/recipe.js';
import {type RunConfig, readRunConfig} from '../run/config.js';
import {findRunFolder} from '../run/folder.js';
import {type Kind, loadTrained} from '../run/trained.js';
import {folderImages} from './folder-images.js';
import {matchClasses} from './match-classes.js';
import type {Origin, Part, Subject} from './subject.js';

/** Which weights of a run, on which images. */
export interface RunSubjectOptions extends OpenOptions {
  readonly checkpoint?: Kind | undefined;
  /** Which images of the run's data set. Default `test`. */
  readonly part?: Part | undefined;
  /** A folder of images in class folders, in their place. */
  readonly folder?: string | undefined;
}

/**
 * A run, on images of the classes that it was trained on. Throws CliError where there is no such run or the classes differ,
 * DataError, TrainError.
 */
export async function runSubject(run: string, {checkpoint, ...options}: RunSubjectOptions): Promise<Subject> {
  const folder = await findRunFolder(run);
  const config = await readRunConfig(folder);
  const {images, origin} = await imagesFor(config, options);
  return {
    name: folder.name,
    images,
    origin,
    normalize: config.recipe.data.normalize,
    async open() {
      const {model, state} = await loadTrained(folder, config, checkpoint);
      return {
        model,
        facts: {run: folder.path, trained: `${state.epoch} epochs, ${state.step} steps`},
        fields: {run: folder.path, epochs: state.epoch, steps: state.step},
      };
    },
  };
}

async function imagesFor(
  {recipe, inputShape, classes}: RunConfig,
  {part = 'test', folder, ...options}: Omit<RunSubjectOptions, 'checkpoint'>,
): Promise<{images: Dataset; origin: Origin}> {
  const {name: data} = recipe.data;
  if (folder !== undefined) {
    const {output} = options;
    return {images: await folderImages(folder, {classes, inputShape, data, output}), origin: {folder}};
  }
  const images = await partOf(recipe, {part, ...options});
  return {images: matchClasses(images, classes), origin: {data, part}};
}

async function partOf(recipe: Recipe, {part, ...options}: OpenOptions & {part: Part}): Promise<Dataset> {
  if (part === 'test') return openTest(recipe.data, options);
  const {originals, valid} = await openData(recipe, options);
  return part === 'train' ? originals : valid;
}
