import {CoreError} from '../errors.js';

/** How a network begins. */
export interface StemConfig {
  /** Channels. Default those of the first stage. */
  filters?: number;
  /** Height and width of the kernel. */
  kernelSize: number;
  stride: number;
  /** Zeros on every side. Default half the kernel. */
  padding?: number;
  /** Whether the convolution has biases. Default false. */
  bias?: boolean;
  /** Default true. */
  norm?: boolean;
  /** Default true. */
  relu?: boolean;
  /** Three 3x3 convolutions, of half the channels but the last, in the place of one (ResNet-C). Default false. */
  deep?: boolean;
  /** Max pooling behind it. Default none. */
  pool?: {size: number; stride: number; padding: number};
}

const pool = {size: 3, stride: 2, padding: 1};

/** The stems that have names. */
type StemName = 'imagenet' | 'small' | 'deep';

const stems: Record<StemName, StemConfig> = {
  /** 7x7 at stride 2 and max pooling, for photos of some 224 px. */
  imagenet: {kernelSize: 7, stride: 2, pool},
  /** 3x3, for images of some 32 px. */
  small: {kernelSize: 3, stride: 1},
  /** Three 3x3, the first at stride 2, and max pooling (ResNet-C and D). */
  deep: {kernelSize: 3, stride: 2, deep: true, pool},
};

const shortcutNames = ['A', 'B', 'C', 'D', 'biased', '3x3', 'none'] as const;

/**
 * - `A`: every second value, and channels of zeros. No parameters.
 * - `B`: a 1x1 convolution with batch norm where the shape changes.
 * - `C`: the same everywhere.
 * - `D`: as B, of 2x2 averages.
 * - `biased`: a biased 1x1 convolution without batch norm where the shape changes.
 * - `3x3`: a 3x3 convolution with batch norm where the shape changes.
 * - `none`: nothing; a plain network.
 */
export type ShortcutName = (typeof shortcutNames)[number];

/** Describes any network of the family; plain data, and JSON. */
export interface ResNetConfig {
  block: 'basic' | 'bottleneck';
  /** Number of blocks of each stage. */
  depths: readonly number[];
  /** Channels of each stage; of bottlenecks, whose outputs have four times as many. Default 64, 128, 256, … */
  filters?: readonly number[];
  /** Stride of each stage. Default 1, 2, 2, … */
  strides?: readonly number[];
  /** Default `imagenet`. */
  stem?: StemName | StemConfig;
  /** Default `B`. */
  shortcut?: ShortcutName;
  /** Normalisation and rectifier before each convolution, in the place of behind it. Default false. */
  preactivation?: boolean;
  /** Batch norm. Default true. */
  norm?: boolean;
  /** Biases of the blocks' convolutions. Default where there is no batch norm. */
  bias?: boolean;
  /** A rectifier at the end of the branch too, as the second notebook has it. Default false. */
  innerRelu?: boolean;
  /** Which convolution of a bottleneck takes the stride. Default `3x3`; the paper has `1x1`. */
  strideIn?: '3x3' | '1x1';
  /** Groups of the 3x3 convolutions. Default 1. */
  groups?: number;
  /** Channels of a bottleneck's group, where the stage has 64. Default 64. */
  groupWidth?: number;
  /** Reduction of squeeze-and-excitation. Default none. */
  squeezeExcitation?: number;
  /** Share of the images that skip the last block in training; less in earlier ones, none in the first. Default 0. */
  stochasticDepth?: number;
  /** Blurs where values are passed over. Default false. */
  antiAlias?: boolean;
  /** Blocks start as their shortcuts. Default false. */
  zeroInit?: boolean;
  /** What ends the stages: the mean of all positions, or of windows of so many rows and columns. Default `global`. */
  averagePool?: 'global' | number;
  /** Share of the features that training drops before the last layer. Default 0. */
  dropout?: number;
  /** Ends with the features, without the linear layer. Default false. */
  features?: boolean;
}

/** A {@link ResNetConfig} with every default in place. */
export type ResolvedConfig = Required<Omit<ResNetConfig, 'stem' | 'squeezeExcitation'>> & {
  stem: Required<Omit<StemConfig, 'pool'>> & Pick<StemConfig, 'pool'>;
  squeezeExcitation: number | undefined;
};

/**
 * Puts the defaults in place.
 *
 * @throws CoreError `BAD_OPTION`, which names the field.
 */
export function resolveConfig(config: ResNetConfig): ResolvedConfig {
  requireValid(config);
  const {depths, stem = 'imagenet', squeezeExcitation, ...rest} = config;
  const filters = config.filters ?? depths.map((_, stage) => 64 * 2 ** stage);
  const {norm = true} = config;
  const {pool, ...chosen} = typeof stem === 'string' ? stems[stem] : stem;
  return {
    shortcut: 'B',
    strides: depths.map((_, stage) => (stage === 0 ? 1 : 2)),
    preactivation: false,
    bias: !norm,
    innerRelu: false,
    strideIn: '3x3',
    groups: 1,
    groupWidth: 64,
    stochasticDepth: 0,
    antiAlias: false,
    zeroInit: false,
    averagePool: 'global',
    dropout: 0,
    features: false,
    ...rest,
    norm,
    depths,
    filters,
    squeezeExcitation: squeezeExcitation || undefined,
    stem: {
      filters: filters[0]!,
      padding: Math.floor(chosen.kernelSize / 2),
      deep: false,
      ...chosen,
      // A pre-activation network normalises at the start of its blocks; one without batch norm has none here either.
      norm: norm && (chosen.norm ?? !config.preactivation),
      relu: chosen.relu ?? !config.preactivation,
      bias: chosen.bias ?? !norm,
      ...(pool && {pool}),
    },
  };
}

/** What each field has to be, and whether it is. */
const fields: Record<keyof ResNetConfig, readonly [expected: string, is: (value: unknown, depths: number) => boolean]> =
  {
    block: ['basic or bottleneck', oneOf('basic', 'bottleneck')],
    depths: ['a list of positive integers', value => isList(value) && value.length > 0],
    filters: ['a positive integer for each stage', (value, stages) => isList(value) && value.length === stages],
    strides: [
      '1 or 2 for each stage',
      (value, stages) => isList(value) && value.length === stages && value.every(stride => stride <= 2),
    ],
    stem: [`${Object.keys(stems).join(' or ')}, or {kernelSize, stride, …}`, isStem],
    shortcut: [`one of ${shortcutNames.join(', ')}`, oneOf(...shortcutNames)],
    preactivation: ['true or false', isBoolean],
    norm: ['true or false', isBoolean],
    bias: ['true or false', isBoolean],
    innerRelu: ['true or false', isBoolean],
    strideIn: ['3x3 or 1x1', oneOf('3x3', '1x1')],
    groups: ['a positive integer', isPositiveInteger],
    groupWidth: ['a positive integer', isPositiveInteger],
    squeezeExcitation: ['a positive integer, or 0 for none', value => value === 0 || isPositiveInteger(value)],
    stochasticDepth: ['a share from 0 to below 1', isShare],
    antiAlias: ['true or false', isBoolean],
    zeroInit: ['true or false', isBoolean],
    averagePool: ['global or a positive integer', value => value === 'global' || isPositiveInteger(value)],
    dropout: ['a share from 0 to below 1', isShare],
    features: ['true or false', isBoolean],
  };

function requireValid(config: ResNetConfig): void {
  for (const name of Object.keys(config)) {
    if (Object.hasOwn(fields, name)) continue;
    throw new CoreError(
      'BAD_OPTION',
      `${name}: a network has no such option; it has ${Object.keys(fields).join(', ')}`,
    );
  }
  for (const [name, [expected, is]] of Object.entries(fields)) {
    const value = config[name as keyof ResNetConfig];
    const isNeeded = name === 'block' || name === 'depths';
    if (value === undefined ? !isNeeded : is(value, config.depths?.length)) continue;
    throw new CoreError('BAD_OPTION', `${name}: expected ${expected}, got ${JSON.stringify(value)}`);
  }
}

function oneOf(...names: readonly unknown[]): (value: unknown) => boolean {
  return value => names.includes(value);
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

function isPositiveInteger(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function isList(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(isPositiveInteger);
}

function isShare(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value < 1;
}

function isStem(value: unknown): boolean {
  if (typeof value === 'string') return Object.hasOwn(stems, value);
  const {kernelSize, stride} = (value ?? {}) as Partial<StemConfig>;
  return isPositiveInteger(kernelSize) && isPositiveInteger(stride);
}
