import type {ModelInfo} from '@residual/core';
import type {BlockPart, StagePart} from './part.js';

/** What is particular about a network, and the stage that has it. */
export interface Remark {
  readonly kind: RemarkKind;
  /** Name of a stage. */
  readonly stage: string;
}

export type RemarkKind = keyof typeof holds | TrainingRemark;

/** Of the notebooks' training, which explains their networks. */
type TrainingRemark = 'unshuffled' | 'rawPixels' | 'doubleSoftmax';

type Config = NonNullable<ModelInfo['config']>;

const isStem = (config: Config): Config['stem'] & object => (typeof config.stem === 'object' ? config.stem : {kernelSize: 0, stride: 0});
