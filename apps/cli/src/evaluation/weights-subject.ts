import {type OpenOptions, openTest} from '../recipe/open-data.js';
import type {Subject} from './subject.js';
import {type WeightsFlags, weightsNetwork} from './weights-network.js';

/**
 * Weights in a network of the registry, on a data set. The network is built for the images and the classes of the data.
 * Throws CliError, CoreError where they do not go together, DataError.
 */
export async function weightsSubject(flags: WeightsFlags, options: OpenOptions): Promise<Subject> {
  const {path, model: name, data, normalize, build} = await weightsNetwork(flags, options);
  const test = await openTest(data, options);
  const {shape} = await test.get(0);
  const classes = flags.classes ?? test.classes.length;
  return {
    test,
    data,
    normalize,
    async open() {
      const {model, names} = build({inputShape: shape, classes});
      const {mean, std} = normalize;
      return {
        model,
        facts: {
          weights: `${path}, with the names of ${names}`,
          network: `${name} for ${shape.join(' x ')}, ${classes} classes`,
          'normalised by': `${normalize.name}: mean ${mean.join(' ')}, deviation ${std.join(' ')}`,
        },
        fields: {weights: path, names, model: name, data, normalize},
      };
    },
  };
}
