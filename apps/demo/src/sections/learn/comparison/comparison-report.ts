/** Layers of the networks that can be compared: each has three stages of as many blocks of two layers. */
export const DEPTHS = [8, 14, 20, 32, 44, 56] as const;

/** What is compared. */
export interface ComparisonOptions {
  /** Layers with weights on the way from the image to the answer, one of `DEPTHS`. */
  readonly depth: number;
  /** Whether the networks have batch normalisation. */
  readonly norm: boolean;
}

/** One network after a step. */
export interface Side {
  /** Mean loss of the step, before its update. */
  readonly loss: number;
  /** Share of right answers, from 0 to 1. */
  readonly accuracy: number;
  /** L2 norm of the gradient of each layer, from the image to the answer. */
  readonly gradients: readonly number[];
}

/** The network with shortcuts and its twin without them, after the same digits. */
export interface ComparedStep {
  /** From 0. */
  readonly step: number;
  readonly residual: Side;
  readonly plain: Side;
}
