import type {Dataset} from '@residual/data';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {drawPictures} from '../output/drawing.js';
import {EVALUATION_BATCH, prepared} from '../recipe/open-data.js';
import type {Recipe} from '../recipe/recipe.js';
import {predictBatch} from '../run/predict-batch.js';

/** How many of the first test images a mistake is looked for in. */
const LOOK_AT = EVALUATION_BATCH;

export interface DrawOptions {
  readonly model: LayersModel;
  readonly recipe: Recipe;
  readonly test: Dataset;
  readonly classes: readonly string[];
  /** Characters in a line. */
  readonly width: number;
  readonly count?: number;
}

/** Draws a few test images with what the network makes of them; the last is a mistake, if it makes one. */
export async function drawPredictions({model, recipe, test, classes, width, count = 6}: DrawOptions): Promise<string> {
  const some = test.take(Math.min(test.length, LOOK_AT));
  const guesses: number[] = [];
  for await (const batch of prepared(some, recipe).batch(EVALUATION_BATCH)) {
    for (const scores of await predictBatch(model, batch)) guesses.push(scores.indexOf(Math.max(...scores)));
  }
  const mistake = guesses.findIndex((guess, i) => guess !== some.labels[i]);
  const shown = Array.from({length: Math.min(count, some.length)}, (_, i) => i);
  if (mistake >= shown.length) shown[shown.length - 1] = mistake;
  const pictures = shown.map(async i => {
    const {data, shape, label} = await some.get(i);
    const guess = guesses[i]!;
    const truth = guess === label ? '' : `, but it is ${classes[label]}`;
    return {pixels: data as Uint8Array, height: shape[0], width: shape[1], caption: `says ${classes[guess]}${truth}`};
  });
  return drawPictures(await Promise.all(pictures), {width});
}
