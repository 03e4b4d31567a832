/**
 * What went wrong, for programs.
 *
 * - `BAD_OPTION`: a setting is out of range or does not go with another one.
 * - `BAD_MODEL`: the model has no trainable weight, two weights of one name, or does not give logits.
 * - `BAD_BATCH`: a batch or a data set does not hold what it says.
 * - `NOT_FINITE`: the loss or a weight became infinite or not a number.
 * - `NOT_A_CHECKPOINT`: the bytes are something else. `BROKEN_CHECKPOINT`: they are damaged or cut short.
 * - `FOREIGN_CHECKPOINT`: a sound checkpoint of another network, optimizer or data set.
 * - `CHECKPOINT_NOT_SAVED`, `CHECKPOINT_NOT_READ`, `LOG_NOT_WRITTEN`: the disk refused.
 */
export type TrainErrorCode =
  | 'BAD_OPTION'
  | 'BAD_MODEL'
  | 'BAD_BATCH'
  | 'NOT_FINITE'
  | 'NOT_A_CHECKPOINT'
  | 'BROKEN_CHECKPOINT'
  | 'FOREIGN_CHECKPOINT'
  | 'CHECKPOINT_NOT_SAVED'
  | 'CHECKPOINT_NOT_READ'
  | 'LOG_NOT_WRITTEN';

/** Every error that this package throws on purpose: the message says what was expected, what came and what to do. */
export class TrainError extends Error {
  override readonly name = 'TrainError';
  readonly code: TrainErrorCode;

  constructor(code: TrainErrorCode, message: string, options?: {cause?: unknown}) {
    super(message, options);
    this.code = code;
  }
}
