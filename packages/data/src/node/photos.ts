import type {Dataset} from '../dataset.js';
import {DataError} from '../error.js';
import type {DatasetParts, LoadOptions, PartsOptions} from './entry.js';
import {imageFolder} from './images/image-folder.js';

/** The name under which a folder of one's own is known. */
export const PHOTOS = 'photos';

const SIDE = 224;

/**
 * The photos in `dir`, whatever they show: one part to train with, one to test with, uint8, `[224, 224, 3]` unless
 * `images` says otherwise. Where no folder says which are to test with, every fifth is, by chance and class.
 *
 * @throws DataError `INVALID_ARGUMENT` without `dir`; as `imageFolder`.
 */
export async function photos({train = true, ...options}: LoadOptions = {}): Promise<Dataset> {
  const parts = await photoParts(options);
  return train ? parts.train : parts.test;
}

/** Both parts of {@link photos}. */
export async function photoParts({dir, images = {}}: PartsOptions = {}): Promise<DatasetParts> {
  if (dir === undefined) {
    throw new DataError('INVALID_ARGUMENT', 'photos: expected the folder of your photos as dir (--data-dir), got none');
  }
  return imageFolder(dir, {size: SIDE, split: {valid: 0, test: 0.2}, ...images});
}
