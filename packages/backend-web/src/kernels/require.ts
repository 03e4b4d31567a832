import type {TensorInfo} from '@tensorflow/tfjs-core';
import {WebEngineError} from '../errors.js';

/** Whether all the tensors are float32. */
export function isFloat(...tensors: TensorInfo[]): boolean {
  return tensors.every(({dtype}) => dtype === 'float32');
}

/** @throws WebEngineError `UNSUPPORTED` unless all the named tensors are float32. */
export function requireFloat(kernel: string, tensors: Record<string, TensorInfo>): void {
  for (const [name, {dtype}] of Object.entries(tensors)) {
    if (dtype === 'float32') continue;
    throw new WebEngineError(
      'UNSUPPORTED',
      `${kernel} on WASM expected ${name} as float32, got ${dtype}: cast it first.`,
    );
  }
}

/** @throws WebEngineError `UNSUPPORTED` unless the layout is `NHWC`. */
export function requireChannelsLast(kernel: string, dataFormat: string): void {
  if (dataFormat === 'NHWC') return;
  throw new WebEngineError(
    'UNSUPPORTED',
    `${kernel} on WASM expected images as NHWC, got ${dataFormat}: transpose them to [batch, height, width, channels].`,
  );
}
