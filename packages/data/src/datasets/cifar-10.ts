import {CIFAR_SHAPE} from '../cifar.js';
import type {CifarDescription} from './cifar-description.js';

/** CIFAR-10 (Krizhevsky, 2009): photos of ten kinds of things, 50,000 to train and 10,000 to test. */
export const cifar10Description: CifarDescription = {
  name: 'cifar10',
  title: 'CIFAR-10',
  description: 'photos of animals and vehicles, 32 x 32 colour pixels',
  licence: 'none stated',
  homepage: 'https://www.cs.toronto.edu/~kriz/cifar.html',
  classes: ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'],
  shape: CIFAR_SHAPE,
  folders: ['cifar-10-batches-bin', 'cifar-10-batches-py'],
  mirrors: ['https://www.cs.toronto.edu/~kriz/'],
  archive: {
    name: 'cifar-10-binary.tar.gz',
    downloadBytes: 170_052_171,
    sha256: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
    folder: 'cifar-10-batches-bin',
  },
  train: [
    'cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5',
    'a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed',
    'bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67',
    '014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48',
    '755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add',
  ].map((sha256, i) => ({name: `data_batch_${i + 1}.bin`, samples: 10_000, sha256})),
  test: [
    {
      name: 'test_batch.bin',
      samples: 10_000,
      sha256: '8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b',
    },
  ],
};
