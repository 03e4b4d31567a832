import {resnet, unpaddedStem} from '../networks/resnet.mjs';

/**
 * Notebook 4: ResNet-34 with biased convolutions and 3x3 shortcuts.
 *
 * @type {import('../workload.mjs').Workload}
 */
export default {
  name: 'cats-dogs-notebook',
  description: 'the fourth notebook: ResNet-34 with biases for photos of cats and dogs at 128 px',
  model: 'cats-dogs-notebook',
  batch: 16,
  input: [128, 128, 3],
  classes: 2,
  optimizer: {learningRate: 0.00002, momentum: 0.9},
  comparedSteps: 2,
  network: resnet({
    stem: unpaddedStem,
    depths: [3, 4, 6, 3],
    bias: true,
    shortcut: 'wide',
    averagePool: 4,
    classes: 2,
  }),
};
