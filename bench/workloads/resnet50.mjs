import {imagenetStem, resnet} from '../networks/resnet.mjs';

/**
 * ResNet-50 as torchvision has it, with the stride in the 3x3 convolutions.
 *
 * @type {import('../workload.mjs').Workload}
 */
export default {
  name: 'resnet50',
  description: 'ResNet-50 for ImageNet, 224 px',
  model: 'resnet50',
  batch: 16,
  input: [224, 224, 3],
  classes: 1000,
  optimizer: {learningRate: 1e-6, momentum: 0.9},
  comparedSteps: 2,
  large: true,
  network: resnet({stem: imagenetStem, depths: [3, 4, 6, 3], bottleneck: true, classes: 1000}),
};
