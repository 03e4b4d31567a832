import type * as tfl from '@tensorflow/tfjs-layers';
import {toHalf} from '../precision/to-half.js';
import {encodeSafetensors} from '../safetensors/encode.js';
import type {SafeTensor, SafeTensorOf} from '../safetensors/types.js';
import {type ReadParametersOptions, readParameters} from '../weights/read-parameters.js';
import {type ExportOptions, metadataTexts} from './export-options.js';
import {canBeHalf} from './stored-weight.js';

/**
 * A model's parameters and running statistics as a safetensors file under PyTorch's names, which
 * `net.load_state_dict(safetensors.torch.load_file(path))` takes strictly: the counters of PyTorch's batch norms
 * (`num_batches_tracked`) are there too, as 0.
 *
 * @param options `names`: whose, torchvision's by default. `half`: kernels in half precision, which PyTorch converts as
 *   it loads them. `metadata` goes into `__metadata__`.
 * @throws CoreError `UNKNOWN_WEIGHT` for a weight that PyTorch's layers, or the networks of those names, do not have.
 */
export async function exportSafetensors(
  model: tfl.LayersModel,
  {half = false, metadata, ...names}: ExportOptions & ReadParametersOptions = {},
): Promise<Uint8Array> {
  const tensors: Record<string, SafeTensor> = {};
  for (const [name, tensor] of Object.entries(await readParameters(model, names))) {
    tensors[name] = half && canBeHalf(tensor) ? halved(tensor) : tensor;
    if (!name.endsWith('.running_mean')) continue;
    const counter = name.replace(/running_mean$/, 'num_batches_tracked');
    tensors[counter] = {dtype: 'I64', shape: [], data: new BigInt64Array(1)};
  }
  // Without this one, Hugging Face's libraries refuse a file.
  return encodeSafetensors(tensors, {format: 'pt', ...metadataTexts(metadata)});
}

function halved({shape, data}: SafeTensorOf<'F32'>): SafeTensorOf<'F16'> {
  return {dtype: 'F16', shape, data: toHalf(data)};
}
