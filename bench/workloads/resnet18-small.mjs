import {resnet, smallStem} from '../networks/resnet.mjs';

/**
 * ResNet-18 with a 3x3 stem.
 *
 * @type {import('../workload.mjs').Workload}
 */
export default {
  name: 'resnet18-small',
  description: 'ResNet-18 with a 3x3 stem for CIFAR, 32 px',
  model: 'resnet18-small',
  batch: 128,
  input: [32, 32, 3],
  classes: 10,
  optimizer: {learningRate: 0.01, momentum: 0.9},
  comparedSteps: 2,
  network: resnet({stem: smallStem, depths: [2, 2, 2, 2], classes: 10}),
};
