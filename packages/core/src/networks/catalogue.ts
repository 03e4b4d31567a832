import type {InitializerName} from '../initializers/weight-initializer.js';
import {cifarBottleneck, cifarResNet} from './cifar.js';
import type {ResNetConfig} from './config.js';
import {imagenetDepths, imagenetResNet} from './imagenet.js';
import type {ImageShape} from './model-options.js';
import {
  catsDogsNotebook,
  cifar10Notebook,
  cifar10NotebookBottleneck,
  cifar10NotebookInnerRelu,
  cifar10NotebookPreactivation,
  fashionNotebook,
} from './notebooks.js';

/** A network of the family that has a name. */
export interface CatalogueEntry {
  name: string;
  /** One sentence. */
  description: string;
  inputShape: ImageShape;
  classes: number;
  /** What its weights start from, as its author had it. */
  initializer: InitializerName;
  config: ResNetConfig;
}

const photos = {inputShape: [224, 224, 3], classes: 1000, initializer: 'he-fan-out'} as const;
const cifar = {inputShape: [32, 32, 3], classes: 10, initializer: 'he'} as const;

const notebooks: CatalogueEntry[] = [
  {
    name: 'cifar10-notebook',
    description: 'Notebook 1: unpadded stem without batch norm, biased shortcuts without it, average of 3x3.',
    ...{inputShape: [96, 96, 3], classes: 10, initializer: 'pytorch'},
    config: cifar10Notebook,
  },
  {
    name: 'cifar10-notebook-inner-relu',
    description: 'Notebook 2: the same with a rectifier at the end of each branch.',
    ...{inputShape: [96, 96, 3], classes: 10, initializer: 'pytorch'},
    config: cifar10NotebookInnerRelu,
  },
  {
    name: 'cifar10-notebook-bottleneck',
    description: 'An exercise of notebook 2: its network of bottlenecks.',
    ...{inputShape: [96, 96, 3], classes: 10, initializer: 'pytorch'},
    config: cifar10NotebookBottleneck,
  },
  {
    name: 'cifar10-notebook-preactivation',
    description: 'An exercise of notebook 2: batch norm and rectifier before each convolution.',
    ...{inputShape: [96, 96, 3], classes: 10, initializer: 'pytorch'},
    config: cifar10NotebookPreactivation,
  },
  {
    name: 'fashion-notebook',
    description: 'Notebook 3: ResNet-18 with biased convolutions and biased shortcuts without batch norm.',
    ...{inputShape: [96, 96, 1], classes: 10, initializer: 'xavier'},
    config: fashionNotebook,
  },
  {
    name: 'cats-dogs-notebook',
    description: 'Notebook 4: ResNet-34 with biased convolutions, 3x3 shortcuts and average of 4x4.',
    ...{inputShape: [128, 128, 3], classes: 2, initializer: 'pytorch'},
    config: catsDogsNotebook,
  },
];

const imagenet: CatalogueEntry[] = [
  ...imagenetDepths.map(depth => ({
    name: `resnet${depth}`,
    description: `ResNet-${depth} as torchvision has it${depth < 50 ? '' : ' (v1.5, stride in the 3x3)'}.`,
    ...photos,
    config: imagenetResNet(depth),
  })),
  ...imagenetDepths
    .filter(depth => depth >= 50)
    .map(depth => ({
      name: `resnet${depth}-v1`,
      description: `ResNet-${depth} as in the paper: stride in the first 1x1.`,
      ...photos,
      config: {...imagenetResNet(depth), strideIn: '1x1'} as const,
    })),
  ...imagenetDepths.map(depth => ({
    name: `resnet${depth}-v2`,
    description: `Pre-activation ResNet-${depth}.`,
    ...photos,
    config: {...imagenetResNet(depth), preactivation: true},
  })),
  ...imagenetDepths.map(depth => ({
    name: `resnet${depth}-d`,
    description: `ResNet-${depth}-D: three 3x3 in the stem, shortcuts of averages.`,
    ...photos,
    config: {...imagenetResNet(depth), stem: 'deep', shortcut: 'D'} as const,
  })),
  {
    name: 'resnext50-32x4d',
    description: 'ResNeXt-50: 32 groups of 4 channels.',
    ...photos,
    config: {...imagenetResNet(50), groups: 32, groupWidth: 4},
  },
  {
    name: 'resnext101-32x8d',
    description: 'ResNeXt-101: 32 groups of 8 channels.',
    ...photos,
    config: {...imagenetResNet(101), groups: 32, groupWidth: 8},
  },
  {
    name: 'wide-resnet50-2',
    description: 'Wide ResNet-50-2: bottlenecks of twice the width.',
    ...photos,
    config: {...imagenetResNet(50), groupWidth: 128},
  },
  {
    name: 'se-resnet50',
    description: 'SE-ResNet-50: squeeze-and-excitation of a sixteenth.',
    ...photos,
    config: {...imagenetResNet(50), squeezeExcitation: 16},
  },
  ...([18, 34] as const).map(depth => ({
    name: `plain${depth}`,
    description: `The twin of ResNet-${depth} without shortcuts.`,
    ...photos,
    config: {...imagenetResNet(depth), shortcut: 'none'} as const,
  })),
];

const small: CatalogueEntry[] = [
  ...([18, 34, 50] as const).map(depth => ({
    name: `resnet${depth}-small`,
    description: `ResNet-${depth} with a 3x3 stem, for small images.`,
    ...cifar,
    config: {...imagenetResNet(depth), stem: 'small'} as const,
  })),
  {
    name: 'wide-resnet28-10',
    description: 'Wide ResNet-28-10: pre-activation, ten times the channels.',
    ...cifar,
    config: {
      block: 'basic',
      depths: [4, 4, 4],
      filters: [160, 320, 640],
      stem: {filters: 16, kernelSize: 3, stride: 1},
      preactivation: true,
    },
  },
];

/** Networks for small images that exist in any depth of a form. */
interface Family {
  /** The name's beginning and end. */
  prefix: string;
  suffix: string;
  /** The depth is a multiple of this, plus 2. */
  step: 6 | 9;
  /** Depths that lists show. */
  listed: readonly number[];
  describe(depth: number): string;
  config(depth: number): ResNetConfig;
}

const families: Family[] = [
  {
    ...{prefix: 'cifar-resnet', suffix: '', step: 6, listed: [20, 32, 44, 56, 110, 1202]},
    describe: depth => `ResNet-${depth} for CIFAR as in the paper: shortcuts without parameters.`,
    config: depth => ({...cifarResNet(depth), shortcut: 'A'}),
  },
  {
    ...{prefix: 'cifar-resnet', suffix: '-b', step: 6, listed: [20, 32, 44, 56, 110]},
    describe: depth => `ResNet-${depth} for CIFAR with projections.`,
    config: cifarResNet,
  },
  {
    ...{prefix: 'cifar-preact', suffix: '', step: 6, listed: [20, 56, 110]},
    describe: depth => `Pre-activation ResNet-${depth} for CIFAR.`,
    config: depth => ({...cifarResNet(depth), preactivation: true}),
  },
  {
    ...{prefix: 'cifar-plain', suffix: '', step: 6, listed: [20, 32, 44, 56, 110]},
    describe: depth => `The twin of ResNet-${depth} for CIFAR without shortcuts.`,
    config: depth => ({...cifarResNet(depth), shortcut: 'none'}),
  },
  {
    ...{prefix: 'cifar-bottleneck', suffix: '', step: 9, listed: [29, 164]},
    describe: depth => `ResNet-${depth} of bottlenecks for CIFAR.`,
    config: cifarBottleneck,
  },
  {
    ...{prefix: 'cifar-preact-bottleneck', suffix: '', step: 9, listed: [164, 1001]},
    describe: depth => `Pre-activation ResNet-${depth} of bottlenecks for CIFAR.`,
    config: depth => ({...cifarBottleneck(depth), preactivation: true}),
  },
];

/** The networks that lists show. */
export const catalogue: readonly CatalogueEntry[] = [
  ...notebooks,
  ...imagenet,
  ...small,
  ...families.flatMap(family => family.listed.map(depth => member(family, depth))),
];

/** How the names of the families look, as `cifar-resnet{6n+2}-b`. */
export const familyNames: readonly string[] = families.map(
  ({prefix, suffix, step}) => `${prefix}{${step}n+2}${suffix}`,
);

/** The network of a name, listed or of any depth that its family has. */
export function findNetwork(name: string): CatalogueEntry | undefined {
  return (
    catalogue.find(entry => entry.name === name) ?? families.map(family => memberNamed(family, name)).find(Boolean)
  );
}

function memberNamed(family: Family, name: string): CatalogueEntry | undefined {
  const {prefix, suffix, step} = family;
  if (!name.startsWith(prefix) || !name.endsWith(suffix)) return undefined;
  const digits = name.slice(prefix.length, name.length - suffix.length);
  const depth = Number(digits);
  const exists = /^[1-9]\d{0,3}$/.test(digits) && depth > 2 && (depth - 2) % step === 0;
  return exists ? member(family, depth) : undefined;
}

function member({prefix, suffix, describe, config}: Family, depth: number): CatalogueEntry {
  return {name: `${prefix}${depth}${suffix}`, description: describe(depth), ...cifar, config: config(depth)};
}
