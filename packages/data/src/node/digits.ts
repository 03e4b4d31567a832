import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import type {Dataset} from '../dataset.js';
import {decodeDigits, digitsDescription} from '../datasets/digits.js';
import {DataError} from '../error.js';
import {digestContents, readError} from './contents.js';
import type {DatasetEntry, FileVerification, LoadOptions} from './entry.js';

const FILE = 'digits.bin';
const path = fileURLToPath(new URL(`../../assets/${FILE}`, import.meta.url));

/**
 * A sample of MNIST that ships with this package: 5,000 digits to train, 1,000 to test, as many of each class, uint8
 * `[28, 28, 1]`. `dir` and `download` change nothing.
 *
 * @throws DataError `FILE_MISSING` or `FILE_BROKEN` if this package is damaged.
 */
export async function digits({train = true}: LoadOptions = {}): Promise<Dataset> {
  const bytes = await readFile(path).catch(error => {
    throw readError(path, error);
  });
  return decodeDigits(bytes, {train});
}

const {name, title, description, licence, homepage, classes, shape, train, test, sha256} = digitsDescription;

export const digitsEntry: DatasetEntry = {
  info: {
    name,
    title,
    description,
    licence,
    homepage,
    classes: [...classes],
    shape: [...shape],
    samples: {train: train.samples, test: test.samples},
    downloadBytes: 0,
  },
  load: digits,
  fetch: async () => ({present: [FILE], downloaded: []}),
  async verify() {
    const file = await verifyAsset();
    return {name, ok: file.ok, files: [file]};
  },
};

async function verifyAsset(): Promise<FileVerification> {
  try {
    const digest = await digestContents(path);
    if (digest === sha256) return {file: FILE, path, ok: true};
    const problem = `${path}: expected SHA-256 ${sha256} when unzipped, got ${digest}. Install this package again`;
    return {file: FILE, path, ok: false, problem};
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return {file: FILE, path, ok: false, problem: error.message};
  }
}
