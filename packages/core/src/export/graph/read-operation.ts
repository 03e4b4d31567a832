import type * as tfl from '@tensorflow/tfjs-layers';
import {CoreError} from '../../errors.js';
import type {Operation, Pair, Weight, Window, WindowPadding} from './graph.js';

type Layer = tfl.SymbolicTensor['sourceLayer'];

/** The settings of all classes of layers that matter here. */
interface Config {
  readonly activation?: string;
  readonly axis?: number;
  readonly dataFormat?: 'channelsFirst' | 'channelsLast';
  readonly dilationRate?: Pair;
  readonly dims?: readonly number[];
  readonly epsilon?: number;
  readonly groups?: number;
  readonly kernelSize?: Pair;
  readonly padding?: WindowPadding | readonly [Pair, Pair];
  readonly poolSize?: Pair;
  readonly strides?: Pair;
}

type Weights = Partial<Record<string, Weight>>;

interface LayerToRead {
  readonly config: Config;
  readonly weights: Weights;
  /** Axes of its input, that of the batch included. */
  readonly rank: number;
}

/** How each class of layers becomes an operation; `none` for those that do nothing in inference. */
const readers: Record<string, (layer: LayerToRead) => Operation | 'none'> = {
  Conv2D: conv,
  GroupedConv2D: conv,
  BatchNormalization: ({config, weights: {gamma, beta, moving_mean: mean, moving_variance: variance}, rank}) => {
    allow(config, 'axis', [-1, rank - 1]);
    const same = (value: number): Weight => ({shape: mean!.shape, data: mean!.data.map(() => value)});
    return {
      kind: 'batchNorm',
      scale: gamma ?? same(1),
      offset: beta ?? same(0),
      mean: mean!,
      variance: variance!,
      epsilon: config.epsilon!,
    };
  },
  Dense: ({config, weights: {kernel, bias}, rank}) => {
    allow(config, 'activation', ['linear']);
    if (rank !== 2) throw new Unsupported(`on tensors of rank ${rank}`);
    return {kind: 'dense', kernel: kernel!, bias};
  },
  Activation: ({config}) => {
    allow(config, 'activation', ['relu', 'sigmoid', 'linear']);
    return config.activation === 'linear' ? 'none' : {kind: config.activation as 'relu' | 'sigmoid'};
  },
  ZeroPadding2D: ({config}) => {
    const [first, second] = config.padding as [Pair, Pair];
    // On channels last, `channelsFirst` pads width and channels.
    const pairs = config.dataFormat === 'channelsFirst' ? [[0, 0], first, second] : [first, second, [0, 0]];
    const padding = [[0, 0], ...pairs] as Pair[];
    return {kind: 'pad', before: padding.map(([before]) => before), after: padding.map(([, after]) => after)};
  },
  MaxPooling2D: layer => ({kind: 'maxPool', window: poolWindow(layer)}),
  AveragePooling2D: layer => ({kind: 'averagePool', window: poolWindow(layer)}),
  GlobalAveragePooling2D: ({config}) => {
    allow(config, 'dataFormat', ['channelsLast', undefined]);
    return {kind: 'globalAveragePool'};
  },
  Add: () => ({kind: 'add'}),
  Multiply: () => ({kind: 'multiply'}),
  Reshape: () => ({kind: 'reshape'}),
  Flatten: ({config}) => {
    allow(config, 'dataFormat', ['channelsLast', undefined]);
    return {kind: 'reshape'};
  },
  Permute: ({config}) => ({kind: 'permute', axes: [0, ...config.dims!]}),
  Dropout: () => 'none',
};

/**
 * What a layer computes in inference, with copies of its weights.
 *
 * @param rank Axes of the layer's input, that of the batch included.
 * @throws CoreError `CANNOT_EXPORT` for a class or a setting that has no counterpart.
 */
export async function readOperation(layer: Layer, rank: number): Promise<Operation | 'none'> {
  const className = layer.getClassName();
  const read = Object.hasOwn(readers, className) ? readers[className] : undefined;
  if (!read) {
    const known = Object.keys(readers).join(', ');
    throw new CoreError('CANNOT_EXPORT', `${layer.name}: a ${className} cannot be exported, only ${known}`);
  }
  const weights = await readWeights(layer);
  try {
    return read({config: layer.getConfig() as Config, weights, rank});
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error;
    throw new CoreError('CANNOT_EXPORT', `${layer.name}: a ${className} ${error.message} cannot be exported`);
  }
}

function conv({config, weights: {kernel, bias}}: LayerToRead): Operation {
  allow(config, 'activation', ['linear']);
  allow(config, 'dataFormat', ['channelsLast']);
  allow(config, 'dilationRate', [[1, 1]]);
  const window = {size: config.kernelSize!, strides: config.strides!, padding: padding(config)};
  return {kind: 'conv', kernel: kernel!, bias, window, groups: config.groups ?? 1};
}

function poolWindow({config}: LayerToRead): Window {
  allow(config, 'dataFormat', ['channelsLast']);
  return {size: config.poolSize!, strides: config.strides!, padding: padding(config)};
}

function padding(config: Config): WindowPadding {
  allow(config, 'padding', ['same', 'valid']);
  return config.padding as WindowPadding;
}

/** A setting of a layer that has no counterpart. */
class Unsupported extends Error {}

/** Throws {@link Unsupported} for a value that is not allowed. */
function allow<Key extends keyof Config>(config: Config, key: Key, allowed: readonly Config[Key][]): void {
  const value = config[key];
  if (!allowed.some(one => String(one) === String(value))) throw new Unsupported(`with ${key} ${value}`);
}

/** By kind: `kernel`, `gamma`. */
async function readWeights(layer: Layer): Promise<Weights> {
  const entries = layer.weights.map(async weight => {
    const value = weight.read();
    const kind = weight.originalName.slice(weight.originalName.lastIndexOf('/') + 1);
    return [kind, {shape: value.shape, data: (await value.data()) as Float32Array}] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
