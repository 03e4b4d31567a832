import type {DatasetFacts} from '../datasets/description.js';
import {DataError} from '../error.js';

/** The error for files of a data set that are nowhere. */
export function missing(
  {name, title, folders}: DatasetFacts,
  {dir, files}: {dir: string /** Their names, in words. */; files: string},
): DataError {
  const places = `${dir} or its folders ${folders.join(', ')}`;
  const mend = `Download it with { download: true }, or fetchDataset('${name}'), or name its folder as dir`;
  return new DataError('FILE_MISSING', `${title}: no ${files} in ${places}. ${mend}`);
}
