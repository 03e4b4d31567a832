import {dispose, type Tensor, tensor1d} from '@tensorflow/tfjs-core';
import {EngineError} from '../errors.js';
import {attribute} from './attributes.js';
import type {Kernel} from './register.js';

/**
 * Numbers in [0, 1) that follow from a seed: TensorFlow's `StatelessRandomUniform`. Input `seed` `[2]`, int32, mixed
 * with the int32 attribute `stream`; output float32 of the attribute `shape`.
 */
export const statelessUniformKernel: Kernel = {
  kernelName: 'StatelessUniform',
  run: ({inputs: {seed}, backend, attrs}) => {
    const stream = tensor1d([attrs.stream as number, 0], 'int32');
    const shape = tensor1d(attrs.shape as number[], 'int32');
    const mixed = backend.executeSingleOutput('BitwiseXor', [attribute.type('T', 'int32')], [seed!, stream]);
    const attributes = [
      attribute.type('dtype', 'float32'),
      attribute.type('T', 'int32'),
      attribute.type('Tseed', 'int32'),
    ];
    const numbers: Tensor = backend.executeSingleOutput('StatelessRandomUniform', attributes, [shape, mixed]);
    dispose([stream, shape, mixed]);
    return numbers;
  },
};

/** A seed that the host drew: the attribute `values` as a tensor, unless a recording would repeat it at every step. */
export const randomSeedKernel: Kernel = {
  kernelName: 'RandomSeed',
  run: ({backend, attrs}) => {
    if (backend.binding.isRecording) {
      throw new EngineError(
        'NOT_RECORDABLE',
        'The step draws random numbers without a seed, which a recorded step would repeat for ever: make the seed an ' +
          'input of the step, an int32 tensor [2], and pass it on: model.apply(x, {training: true, seed}).',
      );
    }
    return tensor1d(attrs.values as number[], 'int32');
  },
};
