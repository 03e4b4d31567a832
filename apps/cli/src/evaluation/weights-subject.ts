import {type OpenOptions, openTest, openTrain} from '../recipe/open-data.js';
import {folderImages} from './folder-images.js';
import type {Part, Subject} from './subject.js';
import {type WeightsFlags, weightsNetwork} from './weights-network.js';

/**
 * Weights in a network of the registry, on a data set. The network is built for the images and the classes of the data.
 * Throws CliError, CoreError where they do not go together, DataError.
 */
export async function weightsSubject(
  flags: WeightsFlags,
  {part, folder, ...options}: OpenOptions & {part: Exclude<Part, 'valid'>; folder?: string | undefined},
): Promise<Subject> {
  const {path, model: name, data, normalize, build, ...shapes} = await weightsNetwork(flags, options);
  const images = await (folder === undefined
    ? (part === 'train' ? openTrain : openTest)({name: data}, options)
    : folderImages(folder, {...shapes, data, output: options.output}));
  const {shape} = await images.get(0);
  const classes = flags.classes ?? images.classes.length;
  return {
    name,
    images,
    origin: folder === undefined ? {data, part} : {folder},
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
