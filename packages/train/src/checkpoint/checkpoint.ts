import {decodeSafetensors, encodeSafetensors, type SafeTensor} from '@residual/core';
import {TrainError} from '../errors.js';
import {parseState, type TrainingState} from './state.js';

/** Everything that a run needs to go on: a whole, in memory. */
export interface Checkpoint {
  /** `model/<weight>`, `optimizer/<slot>/<weight>`, `ema/<weight>` and `scale/…`, in the layouts of TF.js. */
  readonly tensors: Readonly<Record<string, SafeTensor>>;
  readonly state: TrainingState;
}

const FORMAT = 'residual-checkpoint-1';

/** A checkpoint as one safetensors file; the state is in its metadata, as JSON under `state`. */
export function encodeCheckpoint({tensors, state}: Checkpoint): Uint8Array {
  return encodeSafetensors({...tensors}, {format: FORMAT, state: JSON.stringify(state)});
}

/**
 * Reads what `encodeCheckpoint` wrote.
 *
 * @throws TrainError `BROKEN_CHECKPOINT` for a file that is damaged, cut short or no safetensors file at all,
 *   `NOT_A_CHECKPOINT` for a safetensors file of another kind
 */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const {tensors, metadata} = decodeFile(bytes);
  const {format, state} = metadata;
  if (format !== FORMAT || state === undefined) {
    const got = format === undefined ? 'a safetensors file without a format' : `format '${format}'`;
    throw new TrainError(
      'NOT_A_CHECKPOINT',
      `expected a checkpoint of format '${FORMAT}', got ${got}; give a last.safetensors or best.safetensors of a run`,
    );
  }
  return {tensors, state: parseState(state)};
}

function decodeFile(bytes: Uint8Array): ReturnType<typeof decodeSafetensors> {
  try {
    return decodeSafetensors(bytes);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TrainError(
      'BROKEN_CHECKPOINT',
      `expected a checkpoint file, got something else or a damaged one: ${why}`,
      {
        cause,
      },
    );
  }
}
