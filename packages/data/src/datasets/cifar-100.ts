import {CIFAR_SHAPE} from '../cifar.js';
import type {CifarDescription} from './cifar-description.js';

const superclasses = `
  aquatic_mammals fish flowers food_containers fruit_and_vegetables household_electrical_devices
  household_furniture insects large_carnivores large_man-made_outdoor_things large_natural_outdoor_scenes
  large_omnivores_and_herbivores medium_mammals non-insect_invertebrates people reptiles small_mammals trees
  vehicles_1 vehicles_2
`;

const classes = `
  apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus butterfly camel can
  castle caterpillar cattle chair chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur dolphin
  elephant flatfish forest fox girl hamster house kangaroo keyboard lamp lawn_mower leopard lion lizard
  lobster man maple_tree motorcycle mountain mouse mushroom oak_tree orange orchid otter palm_tree pear
  pickup_truck pine_tree plain plate poppy porcupine possum rabbit raccoon ray road rocket rose sea seal shark
  shrew skunk skyscraper snail snake spider squirrel streetcar sunflower sweet_pepper table tank telephone
  television tiger tractor train trout tulip turtle wardrobe whale willow_tree wolf woman worm
`;

const words = (text: string): string[] => text.trim().split(/\s+/);

/** CIFAR-100 (Krizhevsky, 2009): as CIFAR-10 with a hundred classes in twenty groups of five. */
export const cifar100Description: CifarDescription = {
  name: 'cifar100',
  title: 'CIFAR-100',
  description: 'photos of a hundred kinds of things, 32 x 32 colour pixels',
  licence: 'none stated',
  homepage: 'https://www.cs.toronto.edu/~kriz/cifar.html',
  classes: words(classes),
  superclasses: words(superclasses),
  shape: CIFAR_SHAPE,
  folders: ['cifar-100-binary', 'cifar-100-python'],
  mirrors: ['https://www.cs.toronto.edu/~kriz/'],
  archive: {
    name: 'cifar-100-binary.tar.gz',
    downloadBytes: 168_513_733,
    sha256: '58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec',
    folder: 'cifar-100-binary',
  },
  train: [
    {
      name: 'train.bin',
      samples: 50_000,
      sha256: 'f31298fc616915fa142368359df1c4ca2ae984d6915ca468b998a5ec6aeebf29',
    },
  ],
  test: [
    {
      name: 'test.bin',
      samples: 10_000,
      sha256: 'd8b1e6b7b3bee4020055f0699b111f60b1af1e262aeb93a0b659061746f8224a',
    },
  ],
};
