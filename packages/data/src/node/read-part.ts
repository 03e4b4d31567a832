import type {Dataset} from '../dataset.js';
import type {DatasetDescription} from '../datasets/description.js';
import {DataError} from '../error.js';
import {decodeIdx, type IdxArray} from '../idx.js';
import {inMemory} from '../in-memory.js';
import {checkBytes} from './check-file.js';
import {readContents} from './contents.js';

/**
 * Reads the training or test part of a data set. What costs nothing is always checked: format, sizes, that the files
 * are those of this part, and the checksum of the labels, which tells data sets of equal sizes apart.
 *
 * @throws DataError `FILE_MISMATCH` for swapped files, and as {@link readContents} and `decodeIdx`.
 */
export async function readPart(
  description: DatasetDescription,
  {train, images, labels}: {train: boolean; images: string; labels: string},
): Promise<Dataset> {
  const {samples, labels: labelsFile} = train ? description.train : description.test;
  const [height, width, channels] = description.shape;
  const [imageBytes, labelBytes] = await Promise.all([readContents(images), readContents(labels)]);

  const pixels = decodeIdx(imageBytes, images);
  const shape = description.byColumns ? [samples, width, height] : [samples, height, width];
  checkShape(pixels, {path: images, shape, description, train});
  const classes = decodeIdx(labelBytes, labels);
  checkShape(classes, {path: labels, shape: [samples], description, train});
  checkBytes(labels, {file: labelsFile, bytes: labelBytes});

  return inMemory({
    data: description.byColumns ? upright(pixels) : pixels.data,
    labels: description.firstLabel ? classes.data.map(label => label - description.firstLabel!) : classes.data,
    shape: [height, width, channels],
    classes: [...description.classes],
  });
}

/** Images that are stored column by column, row by row. */
function upright({data, shape}: IdxArray): Uint8Array {
  const [count, width, height] = shape as [number, number, number];
  const rows = new Uint8Array(data.length);
  for (let i = 0; i < count; i++) {
    const from = i * width * height;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) rows[from + y * width + x] = data[from + x * height + y]!;
    }
  }
  return rows;
}

function checkShape(
  {shape: got}: IdxArray,
  {path, shape, description, train}: {path: string; shape: number[]; description: DatasetDescription; train: boolean},
): void {
  if (got.join() === shape.join()) return;
  const [samples] = shape;
  const kind = shape.length > 1 ? 'images' : 'labels';
  const expected = `${path}: expected the ${samples} ${train ? 'training' : 'test'} ${kind} of ${description.title}`;
  const other = (train ? description.test : description.train).samples;
  if (got.length !== shape.length) {
    const found = got.length > 1 ? 'images' : 'labels';
    throw new DataError('FILE_MISMATCH', `${expected}, got ${found}. Are the files of images and labels swapped?`);
  }
  if (got[0] === other) {
    const found = `the ${other} ${train ? 'test' : 'training'} ${kind}`;
    throw new DataError('FILE_MISMATCH', `${expected}, got ${found}. Are the files of training and test swapped?`);
  }
  throw new DataError('FILE_MISMATCH', `${expected}, [${shape.join(', ')}], got [${got.join(', ')}]`);
}
