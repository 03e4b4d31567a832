import {mkdir} from 'node:fs/promises';
import {basename, extname, join} from 'node:path';
import {gradCam} from '@residual/core';
import type {ByteImage} from '@residual/data';
import {contactSheet, imageFiles, type SheetImage} from '@residual/data/node';
import {writeAtomic} from '@residual/train/node';
import * as tf from '@tensorflow/tfjs-core';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {formatShare} from '../output/units.js';
import type {Prediction} from '../prediction/predict-pictures.js';
import type {Predictor} from '../prediction/predictor.js';
import {photoOptions} from '../prediction/read-picture.js';
import {heatPicture} from './heat-picture.js';

interface ExplainOptions {
  /** Folder for the pictures; it is made. */
  readonly dir: string;
  readonly predictor: Predictor;
  readonly model: LayersModel;
  /** The class for which the evidence is shown. Default the answer of each picture. */
  readonly classIndex?: number | undefined;
}

/** Draws what speaks for the answers of a network, picture by picture. */
export interface Explainer {
  /** Draws one: the photo, and beside it the photo under its heat map. Returns the path of the file. */
  explain(prediction: Prediction): Promise<string>;
  /** Draws the first of them together, and returns the path, where there were several. */
  finish(): Promise<string | undefined>;
}

/** Pixels of the longer side of a photo, at least. */
const SIDE = 320;

/** Pictures on the sheet of all of them. */
const ON_SHEET = 60;

/** Makes an {@link Explainer}, which writes PNG files named after the pictures into a folder, and `sheet.png`. */
export async function pictureExplainer({dir, predictor, model, classIndex}: ExplainOptions): Promise<Explainer> {
  await mkdir(dir, {recursive: true});
  const sheet: SheetImage[] = [];
  const names = new Set(['sheet']);

  return {
    async explain({file, data, scores}) {
      const map = await explainImage(model, {data, shape: predictor.inputShape, classIndex});
      const photo = await readLarge(file, predictor);
      const caption = `${predictor.classes[map.classIndex]} ${formatShare(scores[map.classIndex]!)}`;
      const overlay = {image: heatPicture(photo, map), caption};
      const path = join(dir, `${freeName(file, names)}.png`);
      const pair = [{image: photo, caption: basename(file)}, overlay];
      await writeAtomic(path, await contactSheet(pair, {columns: 2, cell: SIDE}));
      if (sheet.length < ON_SHEET) sheet.push(overlay);
      return path;
    },
    async finish() {
      if (sheet.length < 2) return undefined;
      const path = join(dir, 'sheet.png');
      await writeAtomic(path, await contactSheet(sheet, {columns: 6, cell: SIDE / 2}));
      return path;
    },
  };
}

async function explainImage(
  model: LayersModel,
  {data, shape, classIndex}: {data: Float32Array; shape: Predictor['inputShape']; classIndex: number | undefined},
) {
  const image = tf.tensor3d(data, [...shape]);
  try {
    return await gradCam(model, image, classIndex === undefined ? {} : {classIndex});
  } finally {
    image.dispose();
  }
}

/** The part of a photo that the network sees, large enough for people. */
async function readLarge(path: string, predictor: Predictor): Promise<ByteImage> {
  const [height, width] = predictor.inputShape;
  const zoom = Math.max(1, Math.ceil(SIDE / Math.max(height, width)));
  const options = {...photoOptions(predictor), size: [height * zoom, width * zoom] as const, workers: 0};
  const {data, shape} = await imageFiles([{path}], options).get(0);
  return {data: data as Uint8Array, height: shape[0], width: shape[1], channels: shape[2]};
}

/** The name of a file without its ending; where an earlier one had it, with a number. */
function freeName(file: string, taken: Set<string>): string {
  const stem = basename(file, extname(file));
  let name = stem;
  for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${stem}-${i}`;
  taken.add(name.toLowerCase());
  return name;
}
