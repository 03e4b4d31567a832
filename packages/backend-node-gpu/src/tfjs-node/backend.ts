import {createRequire} from 'node:module';
import type {DataType, KernelBackend, Tensor, TensorInfo} from '@tensorflow/tfjs-core';
import type {Attribute} from '../binding/attributes.js';
import type {Binding, TensorMetadata} from '../binding/binding.js';

/** What tfjs-node calls of its native half. */
export type TfjsBinding = Omit<
  Binding,
  | 'api'
  | 'context'
  | 'devices'
  | 'executeOpAsync'
  | 'metadata'
  | 'resolve'
  | 'deferTensor'
  | 'isDeferred'
  | 'makeDeferred'
>;

/** tfjs-node's backend class, as far as kernels and recordings use it. */
export interface NodeBackend extends KernelBackend {
  /** What runs the operations. A recording puts itself in its place for the length of a step. */
  binding: TfjsBinding;
  getDTypeInteger(dtype: DataType): number;
  executeSingleOutput(name: string, attributes: readonly Attribute[], inputs: readonly TensorInfo[]): Tensor;
  executeMultipleOutputs(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly TensorInfo[],
    outputs: number,
  ): Tensor[];
  /** Numbers of the tensors in the binding; values that wait on the host are handed over first. */
  getInputTensorIds(tensors: readonly TensorInfo[]): number[];
  applyActivation(
    input: Tensor,
    activation: string,
    preluActivationWeights?: TensorInfo,
    leakyreluAlpha?: number,
  ): Tensor;
  createOutputTensor(metadata: TensorMetadata): Tensor;
}

interface TfjsNode {
  NodeJSKernelBackend: new (binding: Binding, packageName: string) => NodeBackend;
}

/** Loads tfjs-node's JavaScript half, which registers its kernels for the backend `tensorflow`. */
export function loadTfjsNode(): TfjsNode {
  const require = createRequire(import.meta.url);
  // The same place from src (under vitest) and from dist.
  return require('../../dist/tfjs-node/bundle.cjs') as TfjsNode;
}
