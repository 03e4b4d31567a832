import {Add, backend_util} from '@tensorflow/tfjs-core';
import type {DType} from '../binding/dtypes.js';
import {attribute} from './attributes.js';
import type {Kernel} from './register.js';

/** Sum of two tensors as `AddV2`, which the rewrites of recorded steps know, in the place of the older `Add`. */
export const addKernel: Kernel = {
  kernelName: Add,
  run: ({inputs: {a, b}, backend}) => {
    const dtype = backend_util.upcastType(a!.dtype, b!.dtype) as keyof typeof DType;
    return backend.executeSingleOutput('AddV2', [attribute.type('T', dtype)], [a!, b!]);
  },
};
