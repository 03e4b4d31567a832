import {Dataset} from '@residual/data';
import {CliError} from '../errors.js';

/**
 * The data set with the classes of a network, matched by their names: it may have fewer, and in another order. Throws CliError
 * `CLASSES_DIFFER` where it has one that the network does not tell apart.
 */
export function matchClasses(dataset: Dataset, classes: readonly string[]): Dataset {
  const unknown = dataset.classes.filter(name => !classes.includes(name));
  if (unknown.length > 0) {
    throw new CliError(`The network was not trained on ${listed(unknown)}.`, {
      code: 'CLASSES_DIFFER',
      exit: 'data',
      mend: `It tells apart ${listed(classes)}: give images of these classes, in folders of these names.`,
    });
  }
  if (String(dataset.classes) === String(classes)) return dataset;
  const labelOf = dataset.classes.map(name => classes.indexOf(name));
  const {files} = dataset;
  return new Dataset({
    classes: [...classes],
    labels: dataset.labels.map(label => labelOf[label]!),
    ...(files && {files}),
    async get(index) {
      const sample = await dataset.get(index);
      return {...sample, label: labelOf[sample.label]!};
    },
  });
}

/** Names that are shown at most. */
const SHOWN = 12;

function listed(names: readonly string[]): string {
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  return names.slice(0, SHOWN).join(', ') + more;
}
