import {readFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {decodeCheckpoint, type EpochEvent, encodeCheckpoint} from '@residual/train';
import {writeAtomic} from '@residual/train/node';

/** `epoch197+loss0.367+acc0.935+lr0.00049`: training loss, accuracy in the validation, learning rate. */
export function improvementName({epoch, train, valid, learningRate}: EpochEvent): string {
  const accuracy = (valid ?? train).accuracy.toFixed(3);
  return `epoch${epoch + 1}+loss${train.loss.toFixed(3)}+acc${accuracy}+lr${learningRate.toFixed(5)}`;
}

/**
 * Keeps the weights of the best validation so far, whose checkpoint is at `best`, beside it under the name of its epoch's
 * results. What only a run that goes on needs is left out, so that the file is small.
 */
export async function keepImprovement(best: string, epoch: EpochEvent): Promise<void> {
  const {tensors, state} = decodeCheckpoint(await readFile(best));
  const weights = Object.entries(tensors).filter(([name]) => !name.startsWith('optimizer/'));
  const bytes = encodeCheckpoint({tensors: Object.fromEntries(weights), state});
  await writeAtomic(join(dirname(best), `${improvementName(epoch)}.safetensors`), bytes);
}
