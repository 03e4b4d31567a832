import type {ModelInfo} from '@residual/core';
import type {BlockPart, StagePart} from './part.js';

/** What is particular about a network, and where. */
export interface Remark {
  readonly kind: RemarkKind;
  /** Name of the stage that has it first. */
  readonly stage: string;
}

type Config = NonNullable<ModelInfo['config']>;

interface Facts {
  readonly name: string;
  readonly config: Config;
  /** How the first block past which something has to change gets past it. */
  readonly shortcut: BlockPart['shortcut'];
  /** The stem, where the description spells it out. */
  readonly stem: Partial<Exclude<Config['stem'], string | undefined>>;
}

/** Where in a network: its stem, its first blocks, the first block that changes the shape, the first that halves it, or its head. */
type Place = 'stem' | 'blocks' | 'change' | 'halving' | 'head';

const isNotebook = (number: 1 | 3 | 4) => {
  const name = {1: 'cifar10-notebook', 3: 'fashion-notebook', 4: 'cats-dogs-notebook'}[number];
  return (facts: Facts) => facts.name === name;
};
const isBottleneck = ({config}: Facts) => config.block === 'bottleneck';
const isPostActivation = ({config}: Facts) => !config.preactivation;

/** What networks with a description may have, in the order of the page. */
const table = {
  stemBare: ['stem', ({stem, config}) => stem.relu === false && !config.preactivation],
  stemUnpadded: ['stem', ({stem}) => stem.padding === 0],
  stemBiased: ['stem', ({stem}) => stem.bias === true],
  stemSmall: ['stem', ({config, stem}) => config.stem === 'small' || stem.kernelSize === 3],
  stemDeep: ['stem', ({config}) => config.stem === 'deep'],
  bottleneck: ['blocks', isBottleneck],
  preactivation: ['blocks', ({config}) => config.preactivation === true],
  innerRelu: ['blocks', ({config}) => config.innerRelu === true],
  biasedConvolutions: ['blocks', ({config}) => config.bias === true && config.norm !== false],
  grouped: ['blocks', ({config}) => (config.groups ?? 1) > 1],
  wide: ['blocks', ({name}) => name.startsWith('wide-')],
  squeezeExcitation: ['blocks', ({config}) => Boolean(config.squeezeExcitation)],
  strideIn3x3: ['halving', facts => isBottleneck(facts) && isPostActivation(facts) && facts.config.strideIn !== '1x1'],
  strideIn1x1: ['halving', ({config}) => config.strideIn === '1x1'],
  shortcutZeros: ['change', ({config}) => config.shortcut === 'A'],
  shortcutProjection: ['change', ({config, shortcut}) => (config.shortcut ?? 'B') === 'B' && shortcut === 'projection'],
  shortcutAveraged: ['halving', ({config}) => config.shortcut === 'D'],
  shortcutBiased: ['change', ({config}) => config.shortcut === 'biased'],
  shortcut3x3: ['change', ({config}) => config.shortcut === '3x3'],
  plain: ['blocks', ({config}) => config.shortcut === 'none'],
  fixedAverage: ['head', ({config}) => typeof config.averagePool === 'number'],
  // Of the notebooks' training, which explains what their networks reach.
  unshuffled: ['head', isNotebook(1)],
  rawPixels: ['stem', isNotebook(3)],
  xavier: ['stem', isNotebook(3)],
  doubleSoftmax: ['head', isNotebook(4)],
} as const satisfies Record<string, readonly [Place, (facts: Facts) => boolean]>;

/** The MNIST networks, which are of another form. */
const mnist = [
  ['stemUnpadded5x5', 'stem'],
  ['noBatchNorm', 'rblock1'],
  ['biasedBlocks', 'rblock1'],
  ['flattened', 'head'],
] as const;

type RemarkKind = keyof typeof table | (typeof mnist)[number][0] | 'mnistPlain';

/** What is particular about a network, stage after stage. */
export function remarksOn({name, config}: ModelInfo, stages: readonly StagePart[]): Remark[] {
  if (!config) {
    const remarks: Remark[] = mnist.map(([kind, stage]) => ({kind, stage}));
    return name === 'mnist-plain' ? [...remarks, {kind: 'mnistPlain', stage: 'rblock1'}] : remarks;
  }
  const blocks = stages.flatMap(({name: stage, parts}) =>
    parts.filter(part => part.kind === 'block').map(block => ({stage, block})),
  );
  const first = blocks[0]!.stage;
  const changing = blocks.find(({block}) => String(block.inputShape) !== String(block.outputShape));
  const halving = blocks.find(({block}) => block.inputShape[0] !== block.outputShape[0]);
  const places = {
    stem: 'stem',
    blocks: first,
    change: changing?.stage ?? first,
    halving: halving?.stage ?? first,
    head: 'head',
  };
  const facts: Facts = {
    ...{name, config},
    shortcut: changing?.block.shortcut ?? 'none',
    stem: typeof config.stem === 'object' ? config.stem : {},
  };
  const order = stages.map(stage => stage.name);
  return Object.entries(table)
    .filter(([, [, has]]) => has(facts))
    .map(([kind, [place]]) => ({kind: kind as RemarkKind, stage: places[place]}))
    .sort((a, b) => order.indexOf(a.stage) - order.indexOf(b.stage));
}
