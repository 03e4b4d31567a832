import {readFile} from 'node:fs/promises';
import type {EpochEvent, TrainEvent} from '@residual/train';
import type {RunFolder} from './folder.js';

/** The epochs that a run has done, in order, from its log; a line that was cut off is left out. */
export async function readEpochs(folder: RunFolder): Promise<EpochEvent[]> {
  const text = await readFile(folder.log, 'utf8').catch(() => '');
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  // Most lines are steps, of which there may be a million.
  const epochs = lines.filter(line => line.startsWith('{"type":"epoch"'));
  return epochs.map(line => JSON.parse(line) as TrainEvent).filter(event => event.type === 'epoch');
}
