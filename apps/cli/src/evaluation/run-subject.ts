import {type OpenOptions, openTest, resized} from '../recipe/open-data.js';
import {readRunConfig} from '../run/config.js';
import {findRunFolder} from '../run/folder.js';
import {type Kind, loadTrained} from '../run/trained.js';
import type {Subject} from './subject.js';

/** A run, on the test set of its recipe. Throws CliError where there is no such run, DataError, TrainError. */
export async function runSubject(
  run: string,
  {checkpoint, ...options}: OpenOptions & {checkpoint?: Kind | undefined},
): Promise<Subject> {
  const folder = await findRunFolder(run);
  const config = await readRunConfig(folder);
  const {name, normalize, images} = config.recipe.data;
  return {
    test: resized(await openTest(name, {...options, images}), config.recipe.data),
    data: name,
    normalize,
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
