import {type TensorInfo, util} from '@tensorflow/tfjs-core';
import {WebEngineError} from '../../errors.js';

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

/** @throws WebEngineError `UNSUPPORTED` unless the tensor has the shape. */
export function requireShape(kernel: string, name: string, tensor: TensorInfo, shape: number[]): void {
  if (util.arraysEqual(tensor.shape, shape)) return;
  const message = `${kernel} on WASM expected ${name} of shape [${shape}], got [${tensor.shape}].`;
  throw new WebEngineError('UNSUPPORTED', message);
}
