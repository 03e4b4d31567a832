import {DType} from '../binding/dtypes.js';
import {attribute} from './attributes.js';
import type {Kernel} from './register.js';

/**
 * Pixels of the host, the attribute `bytes`, as float32 from 0 to 255 of the attribute `shape`. They are cast on the
 * engine: a quarter of what would cross to it as float32.
 */
export const fromBytesKernel: Kernel = {
  kernelName: 'FromBytes',
  run: ({backend, attrs}) => {
    const {binding} = backend;
    const bytes = binding.createTensor(attrs.shape as number[], DType.uint8, attrs.bytes as unknown as Uint8Array);
    try {
      const types = [attribute.type('SrcT', 'uint8'), attribute.type('DstT', 'float32')];
      return backend.createOutputTensor(binding.executeOp('Cast', types, [bytes], 1)[0]!);
    } finally {
      binding.deleteTensor(bytes);
    }
  },
};
