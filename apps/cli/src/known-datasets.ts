import {listDatasets} from '@residual/data/node';
import {CliError} from './errors.js';
import {suggestion} from './suggest.js';

/** The named data sets, or all where none is named. Throws CliError `UNKNOWN_DATASET` with the nearest name. */
export function knownDatasets(names: readonly string[]): readonly string[] {
  const all = listDatasets().map(({name}) => name);
  const unknown = names.find(name => !all.includes(name));
  if (unknown !== undefined) {
    throw new CliError(`There is no data set "${unknown}".`, {
      code: 'UNKNOWN_DATASET',
      exit: 'usage',
      mend: suggestion(unknown, all, 'Data sets'),
    });
  }
  return names.length > 0 ? names : all;
}
