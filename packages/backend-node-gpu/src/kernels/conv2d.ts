import {
  backend_util,
  Conv2D,
  type Conv2DAttrs,
  Conv2DBackpropFilter,
  type Conv2DBackpropFilterAttrs,
  Conv2DBackpropInput,
  type Conv2DBackpropInputAttrs,
  dispose,
  FusedConv2D,
  type FusedConv2DAttrs,
  type NamedTensorInfoMap,
  type Tensor,
  type TensorInfo,
  tensor1d,
} from '@tensorflow/tfjs-core';
import type {Attribute} from '../binding/attributes.js';
import type {NodeBackend} from '../tfjs-node/backend.js';
import {attribute} from './attributes.js';
import {type Padding, paddingOf, withoutPadding, withPadding} from './padding.js';
import type {Kernel} from './register.js';

type Attrs = Omit<Conv2DAttrs, 'dilations'> & {dilations?: Conv2DAttrs['dilations']};
type Shape4D = [number, number, number, number];

/** Geometry and attributes that a convolution and its two gradients share. Images are `[batch, height, width, channels]`. */
function convolution(inputShape: number[], filterShape: number[], attrs: Attrs) {
  const {strides, pad, dataFormat = 'NHWC', dilations = 1, dimRoundingMode} = attrs;
  const info = backend_util.computeConv2DInfo(
    inputShape as Shape4D,
    filterShape as Shape4D,
    strides,
    dilations,
    pad,
    dimRoundingMode,
    false,
    backend_util.convertConv2DDataFormat(dataFormat),
  );
  // Padding first is written for NHWC; TF.js itself gives no other format a numeric padding with gradients.
  const padding: Padding = paddingOf(info);
  const attributes = convolutionAttributes({
    padding: padding.rule,
    strides: windows(dataFormat, info.strideHeight, info.strideWidth),
    dilations: windows(dataFormat, info.dilationHeight, info.dilationWidth),
    dataFormat,
  });
  return {info, padding, attributes};
}

/** Attributes of `Conv2D`, `Conv2DBackpropInput` and `Conv2DBackpropFilter`. */
export function convolutionAttributes({
  padding,
  strides = [1, 1, 1, 1],
  dilations = [1, 1, 1, 1],
  dataFormat = 'NHWC',
}: {
  padding: Padding['rule'];
  strides?: number[];
  dilations?: number[];
  dataFormat?: string;
}): Attribute[] {
  return [
    attribute.type('T', 'float32'),
    attribute.int('strides', strides),
    attribute.string('padding', padding),
    attribute.string('data_format', dataFormat),
    attribute.bool('use_cudnn_on_gpu', true),
    attribute.int('dilations', dilations),
  ];
}

function windows(dataFormat: string, height: number, width: number): number[] {
  return dataFormat === 'NCHW' ? [1, 1, height, width] : [1, height, width, 1];
}

function conv2d(backend: NodeBackend, x: TensorInfo, filter: TensorInfo, attrs: Attrs): Tensor {
  const {padding, attributes} = convolution(x.shape, filter.shape, attrs);
  return withPadding(backend, x, padding, 0, padded =>
    backend.executeSingleOutput('Conv2D', attributes, [padded, filter]),
  );
}

/** Convolution as TensorFlow's `Conv2D`. */
export const conv2dKernel: Kernel = {
  kernelName: Conv2D,
  run: ({inputs: {x, filter}, backend, attrs}) => conv2d(backend, x!, filter!, attrs as unknown as Conv2DAttrs),
};

/** Convolution, then bias and activation: `Conv2D`, `BiasAdd` and the activation, which TensorFlow joins in a graph. */
export const fusedConv2dKernel: Kernel = {
  kernelName: FusedConv2D,
  run: ({inputs, backend, attrs}) => {
    const {x, filter, bias, preluActivationWeights} = inputs as NamedTensorInfoMap & Record<'x' | 'filter', TensorInfo>;
    const {activation, leakyreluAlpha, dataFormat, ...rest} = attrs as unknown as FusedConv2DAttrs;
    const steps = [conv2d(backend, x, filter, {...rest, dataFormat})];
    if (bias) steps.push(addBias(backend, steps.at(-1)!, bias, dataFormat));
    if (activation && activation !== 'linear') {
      steps.push(backend.applyActivation(steps.at(-1)!, activation, preluActivationWeights, leakyreluAlpha));
    }
    const result = steps.pop()!;
    dispose(steps);
    return result;
  },
};

function addBias(backend: NodeBackend, y: Tensor, bias: TensorInfo, dataFormat: string): Tensor {
  const channels = dataFormat === 'NCHW' ? y.shape[1] : y.shape[3];
  const isVector = bias.shape.length === 1 && bias.shape[0] === channels;
  const type = attribute.type('T', 'float32');
  return isVector
    ? backend.executeSingleOutput('BiasAdd', [type, attribute.string('data_format', dataFormat)], [y, bias])
    : backend.executeSingleOutput('AddV2', [type], [y, bias]);
}

/** Gradient of a convolution by its input. */
export const conv2dBackpropInputKernel: Kernel = {
  kernelName: Conv2DBackpropInput,
  run: ({inputs: {dy, filter}, backend, attrs}) => {
    const {inputShape, ...rest} = attrs as unknown as Conv2DBackpropInputAttrs;
    const {padding, attributes} = convolution(inputShape, filter!.shape, rest);
    const {top, bottom, left, right} = padding.before ?? {top: 0, bottom: 0, left: 0, right: 0};
    const [batch, height, width, channels] = inputShape;
    const padded = padding.before ? [batch, height + top + bottom, width + left + right, channels] : inputShape;
    const sizes = tensor1d(padded, 'int32');
    const dx = backend.executeSingleOutput('Conv2DBackpropInput', attributes, [sizes, filter!, dy!]);
    dispose(sizes);
    return withoutPadding(backend, dx, padding, inputShape);
  },
};

/** Gradient of a convolution by its filter. */
export const conv2dBackpropFilterKernel: Kernel = {
  kernelName: Conv2DBackpropFilter,
  run: ({inputs: {x, dy}, backend, attrs}) => {
    const {filterShape, ...rest} = attrs as unknown as Conv2DBackpropFilterAttrs;
    const {padding, attributes} = convolution(x!.shape, filterShape, rest);
    const sizes = tensor1d(filterShape, 'int32');
    const dw = withPadding(backend, x!, padding, 0, padded =>
      backend.executeSingleOutput('Conv2DBackpropFilter', attributes, [padded, sizes, dy!]),
    );
    dispose(sizes);
    return dw;
  },
};
