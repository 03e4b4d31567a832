import {resnet, unpaddedStem} from '../networks/resnet.mjs';

/**
 * Notebook 1: ResNet-18 without padding, batch norm and rectifier in its stem, with biased shortcuts.
 *
 * @type {import('../workload.mjs').Workload}
 */
export default {
  name: 'cifar10-notebook',
  description: 'the first notebook: ResNet-18 for CIFAR-10 at 96 px',
  model: 'cifar10-notebook',
  batch: 64,
  input: [96, 96, 3],
  classes: 10,
  optimizer: {learningRate: 0.001, momentum: 0.5},
  comparedSteps: 2,
  network: resnet({
    stem: {...unpaddedStem, norm: false, relu: false},
    depths: [2, 2, 2, 2],
    shortcut: 'biased',
    averagePool: 3,
    classes: 10,
  }),
};
