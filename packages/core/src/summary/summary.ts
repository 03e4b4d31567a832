import type {Kernel} from './kernel.js';
import type {ReceptiveField} from './receptive-field.js';

/** What a part of a network costs. */
export interface Costs {
  /** Values to learn; running statistics are none. */
  parameters: number;
  /**
   * Multiply-adds for one image: one for each use of a value of a kernel, in convolutions (grouped ones too) and fully
   * connected layers. Biases, normalisation, activations, pooling and sums are not counted.
   */
  multiplyAdds: number;
  /**
   * Bytes of the outputs of all layers for one image, in float32: what a training step keeps for its backward pass where
   * nothing is fused or computed in place. The input is not counted, nor what only renames it (reshape and flatten).
   */
  activationBytes: number;
}

/** One layer of a {@link ModelSummary}. */
export interface LayerSummary extends Costs {
  name: string;
  /** TF.js's name of its class, as `Conv2D`. */
  type: string;
  /** The {@link StageSummary} that it belongs to. */
  stage: string;
  /** The {@link BlockSummary} that it belongs to, where it does. */
  block?: string;
  /** Names of the layers whose outputs it takes. */
  inputs: string[];
  /** Shape of its output for one image, as `[24, 24, 16]`. */
  outputShape: number[];
  /** The window that it slides, if any. */
  kernel?: Kernel;
  /** What an output value sees of the image, where that is known. */
  receptiveField?: ReceptiveField;
}

/** What layers that follow one another are together. */
export interface PartSummary extends Costs {
  name: string;
  /** Shape of what it takes, for one image. */
  inputShape: number[];
  /** Shape of what it makes, for one image. */
  outputShape: number[];
  /** Names of its layers. */
  layers: string[];
  /** What a value of its output sees of the image, where that is known. */
  receptiveField?: ReceptiveField;
}

/** How a block's input gets past it: as it is, with zeros for new channels, by a convolution, or not at all. */
export type ShortcutKind = 'identity' | 'zeros' | 'projection' | 'none';

/** One block, as `layer1.0`. */
export interface BlockSummary extends PartSummary {
  shortcut: ShortcutKind;
}

/** The stem, a stage of blocks, or the head; of a network whose layers' names tell nothing, the whole. */
export interface StageSummary extends PartSummary {
  blocks: BlockSummary[];
}

/** What a network consists of. Plain data. */
export interface ModelSummary extends Costs {
  name: string;
  /** Shape of one image. */
  inputShape: number[];
  outputShape: number[];
  stages: StageSummary[];
  /** In the order of computation. */
  layers: LayerSummary[];
  /** Those of the parameters that are not frozen. */
  trainableParameters: number;
}
