import type * as tfl from '@tensorflow/tfjs-layers';
import type {SafeTensorOf} from '../safetensors/types.js';
import {toPytorchLayout} from './layout.js';
import {parameterName} from './parameter-name.js';

/**
 * A model's parameters and running statistics under PyTorch's names and in its layouts (`[out, in, height, width]`,
 * `[out, in]`), as copies: what {@link loadParameters} and {@link encodeSafetensors} take.
 *
 * @throws CoreError `UNKNOWN_WEIGHT` for a weight that PyTorch's layers do not have.
 */
export async function readParameters(model: tfl.LayersModel): Promise<Record<string, SafeTensorOf<'F32'>>> {
  const entries = model.weights.map(async weight => {
    const value = weight.read();
    const {shape, data} = toPytorchLayout({shape: value.shape, data: (await value.data()) as Float32Array});
    return [parameterName(weight.originalName), {dtype: 'F32' as const, shape, data}] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
