import {inferenceOf} from '../workload.mjs';
import resnet50 from './resnet50.mjs';

/** ResNet-50 that classifies 32 photos at a time. */
export default inferenceOf(resnet50, {batch: 32, large: false});
