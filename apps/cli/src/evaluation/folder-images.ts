import type {Dataset} from '@residual/data';
import {type FileProblem, imageFiles, scanImages} from '@residual/data/node';
import type {Output} from '../output/output.js';
import type {Predictor} from '../prediction/predictor.js';
import {fitFor, photoOptions} from '../prediction/read-picture.js';
import {matchClasses} from './match-classes.js';

/**
 * The images in a folder of class folders (or named by class, as `cat.1.jpg`), as a network takes them; broken ones are named
 * and left out. Throws CliError `CLASSES_DIFFER` for a class that the network does not tell apart, DataError.
 */
export async function folderImages(
  folder: string,
  {classes, inputShape, data, output}: Pick<Predictor, 'classes' | 'inputShape'> & {data: string; output: Output},
): Promise<Dataset> {
  const scan = await scanImages(folder);
  const onProblem = ({problem}: FileProblem) => output.note(problem);
  for (const problem of scan.problems) onProblem(problem);
  const options = {
    ...photoOptions({inputShape, fit: fitFor(data)}),
    classes: scan.classes,
    broken: 'skip' as const,
    onProblem,
  };
  return matchClasses(imageFiles(scan.images, options), classes);
}
