import {inferenceOf} from '../workload.mjs';
import resnet50 from './resnet50.mjs';

/** ResNet-50 that classifies one photo at a time. */
export default inferenceOf(resnet50, {batch: 1, large: false});
