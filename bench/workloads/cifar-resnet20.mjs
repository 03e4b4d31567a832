import {resnet, smallStem} from '../networks/resnet.mjs';

/**
 * ResNet-20 for CIFAR, with shortcuts without parameters.
 *
 * @type {import('../workload.mjs').Workload}
 */
export default {
  name: 'cifar-resnet20',
  description: 'ResNet-20 of the paper for CIFAR, 32 px',
  model: 'cifar-resnet20',
  batch: 128,
  input: [32, 32, 3],
  classes: 10,
  optimizer: {learningRate: 0.01, momentum: 0.9},
  comparedSteps: 2,
  network: resnet({stem: smallStem, depths: [3, 3, 3], filters: [16, 32, 64], shortcut: 'padded', classes: 10}),
};
