import {attribute} from './attributes.js';
import type {Kernel} from './register.js';

/** Gradient of ReLU as one operation. Inputs `dy` and `y`, which may be ReLU's input or its output; output `dx`. */
export const reluGradKernel: Kernel = {
  kernelName: 'ReluGrad',
  run: ({inputs: {dy, y}, backend}) =>
    backend.executeSingleOutput('ReluGrad', [attribute.type('T', 'float32')], [dy!, y!]),
};
