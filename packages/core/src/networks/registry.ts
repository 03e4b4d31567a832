import type * as tfl from '@tensorflow/tfjs-layers';
import {CoreError} from '../errors.js';
import type {InitializerName} from '../initializers/weight-initializer.js';
import {nearestName} from '../nearest-name.js';
import {type CatalogueEntry, catalogue, familyNames, findNetwork} from './catalogue.js';
import {type ResNetConfig, resolveConfig} from './config.js';
import {mnistPlain, mnistResidual} from './mnist-residual.js';
import type {ImageShape, ModelOptions} from './model-options.js';
import {resnet} from './resnet.js';

/** What is known of a network before it is built. */
export interface ModelInfo {
  /** As {@link createModel} takes it. */
  name: string;
  /** One sentence. */
  description: string;
  /** Its input unless told otherwise: height, width, channels. */
  inputShape: ImageShape;
  /** Its number of classes unless told otherwise. */
  classes: number;
  /** What its weights start from unless told otherwise. */
  initializer: InitializerName;
  /** Whether it has batch norm, so that a batch has to be computed whole. */
  batchNorm: boolean;
  /** Its description, for {@link resnet}; the MNIST networks are of another form and have none. */
  config?: ResNetConfig;
}

type Build = (options: ModelOptions) => tfl.LayersModel;

const mnist = {inputShape: [28, 28, 1], classes: 10, initializer: 'pytorch', batchNorm: false} as const;

const mnistNetworks: readonly {info: ModelInfo; build: Build}[] = [
  {
    info: {
      name: 'mnist-residual',
      description: 'Notebook 5: two residual blocks without normalisation between 5x5 convolutions.',
      ...mnist,
    },
    build: mnistResidual,
  },
  {
    info: {name: 'mnist-plain', description: 'The twin of mnist-residual without shortcuts.', ...mnist},
    build: mnistPlain,
  },
];

/** Every network with a name of its own, and of the families in any depth those that are best known. */
export function listModels(): ModelInfo[] {
  return [...mnistNetworks.map(({info}) => info), ...catalogue.map(infoOf)];
}

/**
 * What is known of a network, by its name; families have members of any depth, as `cifar-resnet68`.
 *
 * @throws CoreError `UNKNOWN_MODEL`, with the nearest name.
 */
export function modelInfo(name: string): ModelInfo {
  const small = mnistNetworks.find(({info}) => info.name === name);
  if (small) return small.info;
  const entry = findNetwork(name);
  if (!entry) throw unknownModel(name);
  return infoOf(entry);
}

/**
 * Builds a network by its name. It takes images `[batch, height, width, channels]` and returns logits
 * `[batch, classes]`. Options of {@link ResNetConfig} change it: `createModel('resnet50', {squeezeExcitation: 16})`.
 *
 * @throws CoreError `UNKNOWN_MODEL`, with the nearest name; `BAD_OPTION`; `INPUT_TOO_SMALL`.
 */
export function createModel(name: string, options: ModelOptions & Partial<ResNetConfig> = {}): tfl.LayersModel {
  const info = modelInfo(name);
  const {inputShape = info.inputShape, classes = info.classes, initializer = info.initializer} = options;
  const {seed = 0, allocate = true} = options;
  const model = {inputShape, classes, initializer, seed, allocate};
  const changes = Object.fromEntries(Object.entries(options).filter(([option]) => !Object.hasOwn(model, option)));
  if (info.config) return resnet({...info.config, ...changes}, {...model, name});
  const [unknown] = Object.keys(changes);
  if (unknown) throw new CoreError('BAD_OPTION', `${unknown}: ${name} has no such option; resnet18 and others have`);
  return mnistNetworks.find(network => network.info.name === name)!.build(model);
}

function infoOf({name, description, inputShape, classes, initializer, config}: CatalogueEntry): ModelInfo {
  const {norm} = resolveConfig(config);
  return {name, description, inputShape, classes, initializer, batchNorm: norm, config};
}

function unknownModel(name: string): CoreError {
  const names = listModels().map(model => model.name);
  const nearest = nearestName(name, names);
  const hint = nearest
    ? `did you mean '${nearest}'?`
    : `expected one of listModels(), as resnet50, or of a family: ${familyNames.join(', ')}`;
  return new CoreError('UNKNOWN_MODEL', `model '${name}' is not known: ${hint}`);
}
