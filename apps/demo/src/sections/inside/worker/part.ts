import type {Costs, Kernel, ShortcutKind} from '@residual/core';

/** A tensor that a layer keeps, as PyTorch names and lays it out. */
export interface Weight {
  /** As `layer1.0.conv1.weight`. */
  readonly name: string;
  /** As `[64, 64, 3, 3]`: outputs, inputs, height, width. */
  readonly shape: readonly number[];
  /** False for running statistics, which are measured. */
  readonly learned: boolean;
}

/** How many pixels across, of the image, a value of the output sees. */
export interface Field {
  /** In the first of equal blocks. */
  readonly first: number;
  /** In the last of them. */
  readonly last: number;
  /** Pixels between what two neighbours see; 0 where one position is left. */
  readonly jump: number;
}

/** What every part of a network has. Of equal blocks, the costs are those of one. */
interface Common extends Readonly<Costs> {
  /** As `layer1`, `layer1.0`, `layer1.0.conv1`; of equal blocks, that of the first. */
  readonly name: string;
  /** Shape for one image. */
  readonly inputShape: readonly number[];
  /** Shape for one image. */
  readonly outputShape: readonly number[];
  readonly field?: Field;
}

/** One layer. */
export interface LayerPart extends Common {
  readonly kind: 'layer';
  /** TF.js's name of its class, as `Conv2D`. */
  readonly type: string;
  /** What an `Activation` computes, as `relu`. */
  readonly activation?: string;
  readonly kernel?: Kernel;
  /** Names of the layers whose outputs it takes. */
  readonly inputs: readonly string[];
  /** Where it lies in a block: on the branch, in the gate of squeeze-and-excitation, or on the way past both. */
  readonly way: 'branch' | 'gate' | 'shortcut';
  readonly weights: readonly Weight[];
}

/** A block, or equal ones that follow one another. */
export interface BlockPart extends Common {
  readonly kind: 'block';
  readonly count: number;
  /** Name of the last one. */
  readonly last: string;
  readonly shortcut: ShortcutKind;
  readonly parts: readonly LayerPart[];
}

/** The stem, a stage, or the head. */
export interface StagePart extends Common {
  readonly kind: 'stage';
  readonly parts: readonly (BlockPart | LayerPart)[];
}

export type Part = StagePart | BlockPart | LayerPart;
