import type {Dataset} from '../../dataset.js';
import {datasetMaker, type PhotoOptions} from './image-folder.js';

/** An image file, and what it shows where that is known. */
export interface LabelledFile {
  readonly path: string;
  /** Position in the classes. Default 0. */
  readonly label?: number;
}

/** Options of {@link imageFiles}. */
export interface ImageFilesOptions extends PhotoOptions {
  /** Default none: for images that are to be classified. */
  classes?: readonly string[];
}

/**
 * Image files in the order given, read as `imageFolder` reads them: when they are asked for, in worker threads. Nothing is
 * looked at before.
 *
 * @throws DataError `INVALID_ARGUMENT`.
 */
export function imageFiles(files: readonly LabelledFile[], {classes = [], ...photo}: ImageFilesOptions = {}): Dataset {
  return datasetMaker(photo)(
    files.map(({path, label = 0}) => ({file: path, path, label})),
    classes,
  );
}
