import {type NormalizationName, normalizations} from '@residual/data';
import {listDatasets} from '@residual/data/node';
import {CliError} from '../errors.js';
import type {NamedNormalization} from './normalization.js';

/** On which data networks are evaluated unless told otherwise, by their names. */
const USUAL_DATA: readonly (readonly [names: RegExp, data: string])[] = [
  [/^mnist-/, 'mnist'],
  [/^cifar-|-small$|^wide-resnet28-/, 'cifar10'],
];

/** How the images of a data set are normalised unless told otherwise: as the recipes do it. */
const USUAL_NORMALIZATION: Readonly<Record<string, NormalizationName>> = {
  digits: 'mnist-notebook',
  mnist: 'mnist-notebook',
  'fashion-mnist': 'fashion-mnist',
  cifar10: 'cifar10',
  cifar100: 'cifar100',
};

/** The data set on which a network is usually evaluated. Throws CliError `USAGE_DATA` where there is none. */
export function usualData(model: string): string {
  const found = USUAL_DATA.find(([names]) => names.test(model));
  if (found) return found[1];
  throw new CliError(`There is no usual data set for ${model}.`, {
    code: 'USAGE_DATA',
    exit: 'usage',
    mend: `Name one by --data: ${listDatasets()
      .map(({name}) => name)
      .join(', ')}.`,
  });
}

/** The constants with which a data set is usually normalised. Throws CliError `USAGE_NORMALIZE` where there are none. */
export function usualConstants(data: string): NamedNormalization {
  const name = USUAL_NORMALIZATION[data];
  if (name) return {...normalizations[name], name: `${name} (usual for ${data})`};
  throw new CliError(`There are no usual constants to normalise ${data} with.`, {
    code: 'USAGE_NORMALIZE',
    exit: 'usage',
    mend: `Name some by --normalize: ${Object.keys(normalizations).join(', ')}.`,
  });
}
