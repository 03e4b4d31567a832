import {copyFile, rename} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import type {EpochEvent} from '@residual/train';

/** `epoch197+loss0.367+acc0.935+lr0.00049`: training loss, accuracy in the validation, learning rate. */
export function improvementName({epoch, train, valid, learningRate}: EpochEvent): string {
  const accuracy = (valid ?? train).accuracy.toFixed(3);
  return `epoch${epoch + 1}+loss${train.loss.toFixed(3)}+acc${accuracy}+lr${learningRate.toFixed(5)}`;
}

/** Keeps the checkpoint of the best validation so far beside it, under the name of its epoch's results. */
export async function keepImprovement(best: string, epoch: EpochEvent): Promise<void> {
  const path = join(dirname(best), `${improvementName(epoch)}.safetensors`);
  await copyFile(best, `${path}.partial`);
  await rename(`${path}.partial`, path);
}
