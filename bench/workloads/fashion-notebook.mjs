import {imagenetStem, resnet} from '../networks/resnet.mjs';

/**
 * Notebook 3: ResNet-18 with biased convolutions.
 *
 * @type {import('../workload.mjs').Workload}
 */
export default {
  name: 'fashion-notebook',
  description: 'the third notebook: ResNet-18 with biases for Fashion-MNIST at 96 px',
  model: 'fashion-notebook',
  batch: 256,
  input: [96, 96, 1],
  classes: 10,
  optimizer: {learningRate: 0.05, momentum: 0},
  comparedSteps: 2,
  network: resnet({
    stem: {...imagenetStem, bias: true},
    depths: [2, 2, 2, 2],
    bias: true,
    shortcut: 'biased',
    classes: 10,
  }),
};
