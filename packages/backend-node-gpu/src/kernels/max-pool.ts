import {
  backend_util,
  MaxPool,
  type MaxPoolAttrs,
  MaxPoolGrad,
  type MaxPoolGradAttrs,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import type {Attribute} from '../binding/attributes.js';
import {attribute} from './attributes.js';
import {type Padding, paddingOf, withoutPadding, withPadding} from './padding.js';
import type {Kernel} from './register.js';

function pooling(x: TensorInfo, attrs: MaxPoolAttrs | MaxPoolGradAttrs): {padding: Padding; attributes: Attribute[]} {
  const {filterSize, strides, pad, dimRoundingMode} = attrs;
  const shape = x.shape as [number, number, number, number];
  const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const padding = paddingOf(info);
  const attributes = [
    attribute.type('T', 'float32'),
    attribute.int('ksize', [1, info.filterHeight, info.filterWidth, 1]),
    attribute.int('strides', [1, info.strideHeight, info.strideWidth, 1]),
    attribute.string('padding', padding.rule),
    attribute.string('data_format', 'NHWC'),
  ];
  return {padding, attributes};
}

/** Max-pooling as TensorFlow's `MaxPool`; numeric padding fills with minus infinity, which no maximum takes. */
export const maxPoolKernel: Kernel = {
  kernelName: MaxPool,
  run: ({inputs: {x}, backend, attrs}) => {
    const {padding, attributes} = pooling(x!, attrs as unknown as MaxPoolAttrs);
    return withPadding(backend, x!, padding, -Infinity, padded =>
      backend.executeSingleOutput('MaxPool', attributes, [padded]),
    );
  },
};

/** Gradient of max-pooling as TensorFlow's `MaxPoolGrad`. */
export const maxPoolGradKernel: Kernel = {
  kernelName: MaxPoolGrad,
  run: ({inputs: {dy, input, output}, backend, attrs}) => {
    const {padding, attributes} = pooling(input!, attrs as unknown as MaxPoolGradAttrs);
    const dx = withPadding(backend, input!, padding, -Infinity, padded =>
      backend.executeSingleOutput('MaxPoolGrad', attributes, [padded, output!, dy!]),
    );
    return withoutPadding(backend, dx, padding, input!.shape);
  },
};
