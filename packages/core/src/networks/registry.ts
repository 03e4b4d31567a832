import type * as tfl from '@tensorflow/tfjs-layers';
import {CoreError} from '../errors.js';
import {nearestName} from '../nearest-name.js';
import {mnistPlain, mnistResidual} from './mnist-residual.js';
import type {ImageShape, ModelOptions} from './model-options.js';

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
  /** Whether it has batch norm, so that a batch has to be computed whole. */
  batchNorm: boolean;
}

const models: readonly (ModelInfo & {build: (options: ModelOptions) => tfl.LayersModel})[] = [
  {
    name: 'mnist-residual',
    description: 'Two residual blocks without normalisation between 5x5 convolutions.',
    inputShape: [28, 28, 1],
    classes: 10,
    batchNorm: false,
    build: mnistResidual,
  },
  {
    name: 'mnist-plain',
    description: 'The twin of mnist-residual without shortcuts.',
    inputShape: [28, 28, 1],
    classes: 10,
    batchNorm: false,
    build: mnistPlain,
  },
];

/** Every network that {@link createModel} knows. */
export function listModels(): ModelInfo[] {
  return models.map(({build: _, ...info}) => info);
}

/**
 * Builds a network by its name. It takes images `[batch, height, width, channels]` and returns logits
 * `[batch, classes]`.
 *
 * @throws CoreError `UNKNOWN_MODEL`, with the nearest name; `BAD_OPTION`; `INPUT_TOO_SMALL`.
 */
export function createModel(name: string, options: ModelOptions = {}): tfl.LayersModel {
  const model = models.find(model => model.name === name);
  if (!model) throw unknownModel(name);
  return model.build({inputShape: model.inputShape, classes: model.classes, ...options});
}

function unknownModel(name: string): CoreError {
  const names = models.map(model => model.name);
  const nearest = nearestName(name, names);
  const hint = nearest ? `did you mean '${nearest}'?` : `expected one of ${names.join(', ')}`;
  return new CoreError('UNKNOWN_MODEL', `model '${name}' is not known: ${hint}`);
}
