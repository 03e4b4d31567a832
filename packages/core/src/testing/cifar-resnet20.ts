import * as tfl from '@tensorflow/tfjs-layers';
import {basicBlock} from '../blocks/basic-block.js';
import {convNormRelu} from '../blocks/conv-norm.js';
import {linear} from '../blocks/linear.js';

/** CIFAR ResNet-20 with projection shortcuts, from the blocks alone: the network of `cifar-resnet20-b.json`. */
export function cifarResnet20(): tfl.LayersModel {
  const input = tfl.input({shape: [32, 32, 3]});
  let x = convNormRelu(input, {filters: 16, name: 'conv1', normName: 'bn1'});
  [16, 32, 64].forEach((filters, stage) => {
    for (let block = 0; block < 3; block++) {
      const stride = stage > 0 && block === 0 ? 2 : 1;
      x = basicBlock(x, {filters, stride, name: `layer${stage + 1}.${block}`});
    }
  });
  x = tfl.layers.globalAveragePooling2d({name: 'pool'}).apply(x) as tfl.SymbolicTensor;
  return tfl.model({inputs: input, outputs: linear(x, {units: 10, name: 'fc'})});
}
