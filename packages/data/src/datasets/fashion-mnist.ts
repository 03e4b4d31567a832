import type {DatasetDescription} from './description.js';

/** Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017): articles of clothing, in the sizes and files of MNIST. */
export const fashionMnistDescription: DatasetDescription = {
  name: 'fashion-mnist',
  title: 'Fashion-MNIST',
  description: 'articles of clothing, 28 x 28 grey pixels',
  licence: 'MIT',
  homepage: 'https://github.com/zalandoresearch/fashion-mnist',
  classes: ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot'],
  shape: [28, 28, 1],
  folders: ['fashion-mnist', 'FashionMNIST/raw'],
  mirrors: [
    'https://storage.googleapis.com/tensorflow/tf-keras-datasets/',
    'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/',
    'https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/',
  ],
  train: {
    samples: 60_000,
    images: {
      name: 'train-images-idx3-ubyte',
      downloadBytes: 26_421_880,
      sha256: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
    },
    labels: {
      name: 'train-labels-idx1-ubyte',
      downloadBytes: 29_515,
      sha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
    },
  },
  test: {
    samples: 10_000,
    images: {
      name: 't10k-images-idx3-ubyte',
      downloadBytes: 4_422_102,
      sha256: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
    },
    labels: {
      name: 't10k-labels-idx1-ubyte',
      downloadBytes: 5_148,
      sha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
    },
  },
};
