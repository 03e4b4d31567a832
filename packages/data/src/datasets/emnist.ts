import type {DatasetDescription, DatasetPart} from './description.js';

/** Which images of EMNIST, and under which labels. */
export type EmnistSplit = (typeof EMNIST_SPLITS)[number];

/** The splits of EMNIST, under the names that its authors gave them. */
export const EMNIST_SPLITS = ['balanced', 'byclass', 'bymerge', 'letters', 'digits', 'mnist'] as const;

const DIGITS = [...'0123456789'];
const CAPITALS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const SMALL = [...'abcdefghijklmnopqrstuvwxyz'];
/** Digits and letters, of which those that look alike as capitals and small letters are one class. */
const MERGED = [...DIGITS, ...CAPITALS, ...'abdefghnqrt'];

const SPLITS: Readonly<Record<EmnistSplit, {what: string; classes: string[]; train: number; test: number}>> = {
  balanced: {what: 'digits and letters, as many of each', classes: MERGED, train: 112_800, test: 18_800},
  byclass: {
    what: 'digits, capitals and small letters',
    classes: [...DIGITS, ...CAPITALS, ...SMALL],
    train: 697_932,
    test: 116_323,
  },
  bymerge: {what: 'digits and letters', classes: MERGED, train: 697_932, test: 116_323},
  letters: {what: 'letters', classes: SMALL, train: 124_800, test: 20_800},
  digits: {what: 'digits', classes: DIGITS, train: 240_000, test: 40_000},
  mnist: {what: 'digits, as many as MNIST has', classes: DIGITS, train: 60_000, test: 10_000},
};

/**
 * A split of EMNIST (Cohen, Afshar, Tapson and van Schaik, 2017). The checksum of its archive is the one by which
 * torchvision knows it; of the files in it none is published.
 */
export function emnistDescription(split: EmnistSplit): DatasetDescription {
  const {what, classes, train, test} = SPLITS[split];
  const part = (name: 'train' | 'test', samples: number): DatasetPart => ({
    samples,
    images: {name: `emnist-${split}-${name}-images-idx3-ubyte`},
    labels: {name: `emnist-${split}-${name}-labels-idx1-ubyte`},
  });
  return {
    name: `emnist-${split}`,
    title: `EMNIST ${split}`,
    description: `handwritten ${what}, 28 x 28 grey pixels`,
    licence: 'none named by NIST',
    homepage: 'https://www.nist.gov/itl/products-and-services/emnist-dataset',
    classes,
    shape: [28, 28, 1],
    folders: ['emnist', 'EMNIST/raw', 'EMNIST/raw/gzip'],
    mirrors: ['https://biometrics.nist.gov/cs_links/EMNIST/'],
    archive: {
      name: 'gzip.zip',
      downloadBytes: 561_753_746,
      md5: '58c8d27c78d21e728a6bc7b3cc06412e',
      folder: 'gzip',
    },
    byColumns: true,
    ...(split === 'letters' && {firstLabel: 1}),
    train: part('train', train),
    test: part('test', test),
  };
}
