import {
  getKernel,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import type {Binding} from '../binding/binding.js';
import type {NodeBackend} from '../tfjs-node/backend.js';
import {addKernel} from './add.js';
import {batchNormTrainingGradKernel, batchNormTrainingKernel} from './batch-norm-training.js';
import {conv2dBackpropFilterKernel, conv2dBackpropInputKernel, conv2dKernel, fusedConv2dKernel} from './conv2d.js';
import {fromBytesKernel} from './from-bytes.js';
import {groupedConv2dKernels} from './grouped-conv2d.js';
import {maxPoolGradKernel, maxPoolKernel} from './max-pool.js';
import {randomSeedKernel, statelessUniformKernel} from './random.js';
import {reluGradKernel} from './relu-grad.js';
import {roundKernel} from './round.js';
import {sparseSoftmaxCrossEntropyKernel} from './sparse-softmax-cross-entropy.js';

/** A kernel of this package: what TF.js calls it, and what it runs. */
export interface Kernel {
  readonly kernelName: string;
  readonly run: (call: {
    inputs: NamedTensorInfoMap;
    backend: NodeBackend;
    attrs: NamedAttrMap;
  }) => TensorInfo | TensorInfo[];
}

const kernels: readonly Kernel[] = [
  addKernel,
  conv2dKernel,
  fusedConv2dKernel,
  conv2dBackpropInputKernel,
  conv2dBackpropFilterKernel,
  maxPoolKernel,
  maxPoolGradKernel,
  batchNormTrainingKernel,
  batchNormTrainingGradKernel,
  sparseSoftmaxCrossEntropyKernel,
  reluGradKernel,
  roundKernel,
  statelessUniformKernel,
  randomSeedKernel,
  fromBytesKernel,
];

/** Registers this package's kernels in the place of tfjs-node's, or beside them. */
export function registerKernels(backendName: string, binding: Binding): void {
  for (const {kernelName, run} of [...kernels, ...groupedConv2dKernels(binding)]) {
    if (getKernel(kernelName, backendName)) unregisterKernel(kernelName, backendName);
    registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({inputs, backend, attrs}) =>
        run({inputs: inputs as NamedTensorInfoMap, backend: backend as NodeBackend, attrs: attrs as NamedAttrMap}),
    });
  }
}
