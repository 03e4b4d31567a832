import {createModel, loadParameters, modelInfo, type NameFamily} from '@residual/core';
import {knownDatasets} from '../known-datasets.js';
import {type OpenOptions, openTest} from '../recipe/open-data.js';
import {fetchPublished} from './fetch-published.js';
import {parseNormalization} from './normalization.js';
import {readWeights} from './read-weights.js';
import type {Subject} from './subject.js';
import {usualConstants, usualData} from './usual.js';
import {weightsSource} from './weights-source.js';

/** What the command line says of weights. */
export interface WeightsFlags {
  /** Path of a file, or the name of published ones. */
  readonly weights: string;
  readonly model?: string;
  readonly data?: string;
  readonly normalize?: string;
  readonly classes?: number;
  readonly names?: NameFamily | 'auto';
}

/**
 * Weights in a network of the registry, on a data set. The network is built for the images and the classes of the data.
 * Throws CliError, CoreError where they do not go together, DataError.
 */
export async function weightsSubject(
  {weights, classes, names = 'auto', ...flags}: WeightsFlags,
  options: OpenOptions,
): Promise<Subject> {
  const source = weightsSource(weights, flags.model);
  const name = source.model;
  modelInfo(name);
  const data = flags.data ?? source.data ?? usualData(name);
  knownDatasets([data]);
  const given = flags.normalize === undefined ? undefined : parseNormalization(flags.normalize);
  const path = source.path ?? (await fetchPublished(weights, options.output));
  const file = await readWeights(path);
  const constants = given ?? source.normalize ?? file.normalize ?? usualConstants(data);
  const test = await openTest({name: data}, options);
  const {shape} = await test.get(0);
  return {
    test,
    data,
    normalize: constants,
    async open() {
      const model = createModel(name, {inputShape: [...shape], classes: classes ?? test.classes.length});
      const report = loadParameters(model, file.tensors, {names});
      const {mean, std} = constants;
      return {
        model,
        facts: {
          weights: `${path}, with the names of ${report.names}`,
          network: `${name} for ${shape.join(' x ')}, ${classes ?? test.classes.length} classes`,
          'normalised by': `${constants.name}: mean ${mean.join(' ')}, deviation ${std.join(' ')}`,
        },
        fields: {weights: path, names: report.names, model: name, data, normalize: constants},
      };
    },
  };
}
