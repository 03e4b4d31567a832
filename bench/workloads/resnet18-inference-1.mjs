import {inferenceOf} from '../workload.mjs';
import resnet18 from './resnet18.mjs';

/** ResNet-18 that classifies one photo at a time. */
export default inferenceOf(resnet18, {
  description: 'ResNet-18 for ImageNet, 224 px',
  batch: 1,
  input: [224, 224, 3],
});
