import type {ResNetConfig} from './config.js';

/** The notebooks' 7x7 stems without padding; the first two's are without batch norm too. */
const unpadded = {kernelSize: 7, stride: 2, padding: 0, bias: true, pool: {size: 3, stride: 2, padding: 0}};

/** Notebook 1: CIFAR-10 at 96 px. */
export const cifar10Notebook: ResNetConfig = {
  block: 'basic',
  depths: [2, 2, 2, 2],
  stem: {...unpadded, norm: false, relu: false},
  shortcut: 'biased',
  averagePool: 3,
};

/** Notebook 2: the same with a rectifier at the end of the branch. */
export const cifar10NotebookInnerRelu: ResNetConfig = {...cifar10Notebook, innerRelu: true};

/** The second notebook's first exercise: its network of bottlenecks. */
export const cifar10NotebookBottleneck: ResNetConfig = {...cifar10NotebookInnerRelu, block: 'bottleneck'};

/** The second notebook's other exercise: batch norm and rectifier before each convolution, nothing after the sum. */
export const cifar10NotebookPreactivation: ResNetConfig = {...cifar10Notebook, preactivation: true};

/** Notebook 3: ResNet-18 with biased convolutions for Fashion-MNIST at 96 px. */
export const fashionNotebook: ResNetConfig = {
  block: 'basic',
  depths: [2, 2, 2, 2],
  stem: {kernelSize: 7, stride: 2, bias: true, pool: {size: 3, stride: 2, padding: 1}},
  bias: true,
  shortcut: 'biased',
};

/** Notebook 4: ResNet-34 with biased convolutions and 3x3 shortcuts for photos of cats and dogs at 128 px. */
export const catsDogsNotebook: ResNetConfig = {
  block: 'basic',
  depths: [3, 4, 6, 3],
  stem: unpadded,
  bias: true,
  shortcut: '3x3',
  averagePool: 4,
};
