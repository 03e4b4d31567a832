import {resnet, unpaddedStem} from '../networks/resnet.mjs';

/**
 * Notebook 2: the first notebook's network with a rectifier at the end of each branch.
 *
 * @type {import('../workload.mjs').Workload}
 */
export default {
  name: 'cifar10-notebook-inner-relu',
  description: 'the second notebook: the first with a rectifier at the end of each branch, 96 px',
  model: 'cifar10-notebook-inner-relu',
  batch: 64,
  input: [96, 96, 3],
  classes: 10,
  optimizer: {learningRate: 0.001, momentum: 0.5},
  comparedSteps: 2,
  network: resnet({
    stem: {...unpaddedStem, norm: false, relu: false},
    depths: [2, 2, 2, 2],
    branchRelu: true,
    shortcut: 'biased',
    averagePool: 3,
    classes: 10,
  }),
};
