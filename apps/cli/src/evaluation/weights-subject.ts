import {type OpenOptions, openTest, openTrain} from '../recipe/open-data.js';
import type {Part, Subject} from './subject.js';
import {type WeightsFlags, weightsNetwork} from './weights-network.js';

/**
 * Weights in a network of the registry, on a data set. The network is built for the images and the classes of the data.
 * Throws CliError, CoreError where they do not go together, DataError.
 */
export async function weightsSubject(
  flags: WeightsFlags,
  {part, ...options}: OpenOptions & {part: Exclude<Part, 'valid'>},
): Promise<Subject> {
  const {path, model: name, data, normalize, build} = await weightsNetwork(flags, options);
  const images = await (part === 'train' ? openTrain : openTest)(data, options);
  const {shape} = await images.get(0);
  const classes = flags.classes ?? images.classes.length;
  return {
    name,
    images,
    origin: {data, part},
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
