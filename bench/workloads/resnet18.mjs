import {imagenetStem, resnet} from '../networks/resnet.mjs';

/**
 * ResNet-18 as torchvision has it.
 *
 * @type {import('../workload.mjs').Workload}
 */
export default {
  name: 'resnet18',
  description: 'ResNet-18 for ImageNet on images of 96 px',
  model: 'resnet18',
  batch: 32,
  input: [96, 96, 3],
  classes: 1000,
  optimizer: {learningRate: 0.01, momentum: 0.9},
  comparedSteps: 2,
  network: resnet({stem: imagenetStem, depths: [2, 2, 2, 2], classes: 1000}),
};
