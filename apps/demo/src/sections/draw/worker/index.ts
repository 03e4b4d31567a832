import {loadLayersModel} from '@tensorflow/tfjs-layers';
import {loadModelFiles} from '../../../storage/models.js';
import type {Drawing} from '../drawing/drawing.js';
import {prepareDigit} from '../drawing/prepare-digit.js';
import {rasterize} from '../drawing/rasterize.js';
import {SHIPPED} from '../shipped-id.js';
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

/** The network that was asked for last. */
let latest: {readonly id: string; readonly reader: Promise<Reader>} | undefined;

/**
 * Makes a network ready, in the place of the one before.
 *
 * @param id Of a stored one, or `SHIPPED`.
 * @throws Error where it is not there, or does not read digits.
 */
export async function open(id: string): Promise<OpenedNetwork> {
  const {stages, classes} = await readerOf(id);
  return {stages, classes};
}

/** What a network makes of a drawing; undefined where nothing is drawn. Throws as `open` does. */
export async function read(id: string, drawing: Drawing): Promise<DrawingReading | undefined> {
  const picture = rasterize(drawing);
  const digit = picture && prepareDigit(picture);
  return digit && {...(await (await readerOf(id)).read(digit)), digit};
}

function readerOf(id: string): Promise<Reader> {
  if (latest?.id === id) return latest.reader;
  latest?.reader.then(
    reader => reader.dispose(),
    () => {},
  );
  const opened = {id, reader: load(id)};
  latest = opened;
  // What failed can be tried again.
  opened.reader.catch(() => {
    if (latest === opened) latest = undefined;
  });
  return opened.reader;
}

async function load(id: string): Promise<Reader> {
  const files = id === SHIPPED ? await fetchShipped() : await loadModelFiles(id);
  if (!files) throw new Error('This network is not stored any more. Choose another.');
  return new Reader(await loadLayersModel({load: async () => files}));
}
