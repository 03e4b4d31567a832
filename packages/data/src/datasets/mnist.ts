import type {DatasetDescription} from './description.js';

/** MNIST: handwritten digits, 28 x 28 grey pixels, 60,000 to train and 10,000 to test. */
export const mnistDescription: DatasetDescription = {
  name: 'mnist',
  title: 'MNIST',
  description: 'handwritten digits, 28 x 28 grey pixels',
  licence: 'CC BY-SA 3.0',
  homepage: 'http://yann.lecun.com/exdb/mnist/',
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  shape: [28, 28, 1],
  folders: ['mnist', 'MNIST/raw'],
  mirrors: ['https://ossci-datasets.s3.amazonaws.com/mnist/', 'https://storage.googleapis.com/cvdf-datasets/mnist/'],
  train: {
    samples: 60_000,
    images: {
      name: 'train-images-idx3-ubyte',
      downloadBytes: 9_912_422,
      sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
    },
    labels: {
      name: 'train-labels-idx1-ubyte',
      downloadBytes: 28_881,
      sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
    },
  },
  test: {
    samples: 10_000,
    images: {
      name: 't10k-images-idx3-ubyte',
      downloadBytes: 1_648_877,
      sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
    },
    labels: {
      name: 't10k-labels-idx1-ubyte',
      downloadBytes: 4_542,
      sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
    },
  },
};
