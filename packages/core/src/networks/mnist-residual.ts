import * as tfl from '@tensorflow/tfjs-layers';
import {basicBlock} from '../blocks/basic-block.js';
import type {BlockOptions} from '../blocks/block-options.js';
import {type ConvOptions, conv} from '../blocks/conv.js';
import {relu} from '../blocks/elementwise.js';
import {flatten, linear} from '../blocks/linear.js';
import {maxPool} from '../blocks/max-pool.js';
import {identity, type Shortcut} from '../blocks/shortcuts.js';
import {unallocated} from '../initializers/unallocated.js';
import {weightInitializer} from '../initializers/weight-initializer.js';
import {type ModelOptions, requireSizes} from './model-options.js';

/**
 * A small residual network for MNIST: two 5x5 convolutions, each with pooling and a residual block of biased 3x3
 * convolutions without normalisation. 41,514 parameters for 28x28 images and 10 classes.
 *
 * @returns A model from `[batch, height, width, channels]` to logits `[batch, classes]`.
 * @throws CoreError `BAD_OPTION`; `INPUT_TOO_SMALL` for images under 16x16.
 */
export function mnistResidual(options: ModelOptions = {}): tfl.LayersModel {
  return mnistNetwork({...options, name: 'mnist-residual', shortcut: identity});
}

/** The twin of {@link mnistResidual} without shortcuts: the same layers, parameters and first weights. */
export function mnistPlain(options: ModelOptions = {}): tfl.LayersModel {
  return mnistNetwork({...options, name: 'mnist-plain', shortcut: false});
}

function mnistNetwork({
  name,
  shortcut,
  inputShape = [28, 28, 1],
  classes = 10,
  initializer: scheme = 'pytorch',
  seed = 0,
  allocate = true,
}: ModelOptions & {name: string; shortcut: Shortcut | false}): tfl.LayersModel {
  requireSizes({inputShape, classes});
  const initializer = allocate ? weightInitializer({scheme, seed}) : unallocated;
  const input = tfl.input({shape: [...inputShape], name: 'input'});

  let x = convPoolRelu(input, {filters: 16, initializer, name: 'conv1'});
  x = block(x, {filters: 16, shortcut, initializer, name: 'rblock1'});
  x = convPoolRelu(x, {filters: 32, initializer, name: 'conv2'});
  x = block(x, {filters: 32, shortcut, initializer, name: 'rblock2'});
  x = linear(flatten(x, {name: 'flatten'}), {units: classes, initializer, name: 'fc'});

  return tfl.model({inputs: input, outputs: x, name});
}

/** Rectifying after pooling gives the same values and gradients as before it, for a quarter of the work. */
function convPoolRelu(x: tfl.SymbolicTensor, options: ConvOptions): tfl.SymbolicTensor {
  const {name} = options;
  const y = conv(x, {...options, kernelSize: 5, padding: 0, bias: true});
  return relu(maxPool(y, {size: 2, name: `${name}.pool`}), {name: `${name}.relu`});
}

function block(x: tfl.SymbolicTensor, options: BlockOptions): tfl.SymbolicTensor {
  return basicBlock(x, {...options, bias: true, norm: false});
}
