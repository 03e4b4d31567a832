import {DataError} from '@residual/data';
import {imageFiles} from '@residual/data/node';
import {type Compile, eager} from '@residual/train';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {batchSizeFor} from '../evaluation/batch-size.js';
import {predictBatch, predictStep} from '../run/predict-batch.js';
import type {Predictor} from './predictor.js';
import {type Inversion, type Picture, photoOptions, pictureFor} from './read-picture.js';

/** What a network makes of a file. */
export interface Prediction extends Picture {
  readonly file: string;
  /** The probability of each class, in the order of the classes. */
  readonly scores: readonly number[];
}

/** A file that cannot be read as an image, and why. */
export interface Unreadable {
  readonly file: string;
  readonly problem: string;
}

/** How pictures are predicted. */
export interface PredictOptions {
  readonly predictor: Predictor;
  readonly model: LayersModel;
  readonly compile?: Compile | undefined;
  readonly inversion: Inversion;
}

/** Below, worker threads would cost more than they read. */
const FEW = 8;

/**
 * Predicts files in their order, a batch at a time; while the network looks at one batch, the next is read. Holds two batches
 * in memory, however many files there are.
 */
export async function* predictPictures(
  files: readonly string[],
  {predictor, model, compile, inversion}: PredictOptions,
): AsyncGenerator<Prediction | Unreadable, void, void> {
  const size = batchSizeFor(predictor.inputShape);
  const images = imageFiles(
    files.map(path => ({path})),
    {...photoOptions(predictor), ...(files.length < FEW && {workers: 0})},
  );
  const read = async (index: number): Promise<(Picture & {file: string}) | Unreadable> => {
    const file = files[index]!;
    try {
      const {data, shape} = await images.get(index);
      const [height, width, channels] = shape;
      const image = {data: data as Uint8Array, height, width, channels};
      return {file, ...pictureFor(predictor, image, {inversion})};
    } catch (error) {
      if (!(error instanceof DataError) || !error.code.startsWith('FILE_')) throw error;
      return {file, problem: error.message};
    }
  };
  const readBatch = (start: number) =>
    Promise.all(Array.from({length: Math.min(size, files.length - start)}, (_, i) => read(start + i)));

  // To compile pays where a batch is not the only one of its size.
  const step = predictStep(model, files.length > size ? compile : eager);
  try {
    let next = readBatch(0);
    for (let start = 0; start < files.length; start += size) {
      const pictures = await next;
      next = readBatch(start + size);
      // An error belongs to the batch that is asked for next, if one is.
      next.catch(() => {});
      const readable = pictures.filter(picture => 'data' in picture);
      const scores = await predictAll(readable);
      for (const picture of pictures) yield 'data' in picture ? {...picture, scores: scores.shift()!} : picture;
    }
  } finally {
    step.dispose();
  }

  async function predictAll(pictures: readonly Picture[]): Promise<number[][]> {
    if (pictures.length === 0) return [];
    const [height, width, channels] = predictor.inputShape;
    const x = new Float32Array(pictures.length * height * width * channels);
    for (const [i, {data}] of pictures.entries()) x.set(data, i * data.length);
    return predictBatch(model, {x, shape: [pictures.length, height, width, channels]}, step);
  }
}
