import type {Normalization} from './normalize.js';

/** The constants of the fifth notebook for MNIST. (The standard deviation of MNIST is 0.3081; the notebook has 0.3801.) */
export const MNIST_NOTEBOOK: Normalization = {mean: [0.1307], std: [0.3801]};

/** Of the 60,000 training images of MNIST. */
export const MNIST: Normalization = {mean: [0.1307], std: [0.3081]};

/** Of the 60,000 training images of Fashion-MNIST. */
export const FASHION_MNIST: Normalization = {mean: [0.286], std: [0.353]};

/**
 * Of the 50,000 training images of CIFAR-10, over all pixels. (The deviations 0.2023, 0.1994, 0.2010 that are seen as
 * often are means over the images of the deviation within each.)
 */
export const CIFAR10: Normalization = {mean: [0.4914, 0.4822, 0.4465], std: [0.247, 0.2435, 0.2616]};

/** Of the 50,000 training images of CIFAR-100, over all pixels. */
export const CIFAR100: Normalization = {mean: [0.5071, 0.4865, 0.4409], std: [0.2673, 0.2564, 0.2762]};

/** Of ImageNet, as torchvision's published weights want it. */
export const IMAGENET: Normalization = {mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225]};

/** The constants by the names under which command lines and recipes know them. */
export const normalizations: Readonly<Record<NormalizationName, Normalization>> = {
  imagenet: IMAGENET,
  cifar10: CIFAR10,
  cifar100: CIFAR100,
  mnist: MNIST,
  'mnist-notebook': MNIST_NOTEBOOK,
  'fashion-mnist': FASHION_MNIST,
};

/** A name in {@link normalizations}. */
export type NormalizationName = 'imagenet' | 'cifar10' | 'cifar100' | 'mnist' | 'mnist-notebook' | 'fashion-mnist';
