import {Round} from '@tensorflow/tfjs-core';
import type {DType} from '../binding/dtypes.js';
import {attribute} from './attributes.js';
import type {Kernel} from './register.js';

/** Rounding. TensorFlow's `Round` gives zeros for int32 on some processors, where there is nothing to round. */
export const roundKernel: Kernel = {
  kernelName: Round,
  run: ({inputs: {x}, backend}) => {
    const op = x!.dtype === 'int32' ? 'Identity' : 'Round';
    return backend.executeSingleOutput(op, [attribute.type('T', x!.dtype as keyof typeof DType)], [x!]);
  },
};
