import {loadLayersModel} from '@tensorflow/tfjs-layers';
import {loadModelFiles} from '../../../storage/models.js';
import type {Drawing} from '../drawing/drawing.js';
import {prepareDigit} from '../drawing/prepare-digit.js';
import {rasterize} from '../drawing/rasterize.js';
import {Reader, type Reading} from './reader.js';
import {fetchShipped} from './shipped.js';
import type {Stage} from './stages.js';

/** A network that is ready to read. */
export interface OpenedNetwork {
  readonly stages: readonly Stage[];
  /** Names of the classes, in the order of the scores. */
  readonly classes: readonly string[];
}

/** What a network makes of a drawing. */
export interface DrawingReading extends Reading {
  /** What the network saw, `[28, 28]` from 0, paper, to 255, ink. */
  readonly digit: Uint8Array;
}

let reader: Reader | undefined;

/**
 * Makes a network the one that reads.
 *
 * @param id Of a stored one; without it, the one that comes with the site.
 * @throws Error where it is not there, or does not read digits.
 */
export async function open(id?: string): Promise<OpenedNetwork> {
  const files = id === undefined ? await fetchShipped() : await loadModelFiles(id);
  if (!files) throw new Error('This network is not stored any more. Choose another.');
  const next = new Reader(await loadLayersModel({load: async () => files}));
  reader?.dispose();
  reader = next;
  const {stages, classes} = next;
  return {stages, classes};
}

/** What the network that was opened last makes of a drawing; undefined where nothing is drawn. */
export async function read(drawing: Drawing): Promise<DrawingReading | undefined> {
  if (!reader) throw new Error('Expected a network: open one first.');
  const picture = rasterize(drawing);
  const digit = picture && prepareDigit(picture);
  return digit && {...(await reader.read(digit)), digit};
}
