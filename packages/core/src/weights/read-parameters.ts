import type * as tfl from '@tensorflow/tfjs-layers';
import {CoreError} from '../errors.js';
import type {SafeTensorOf} from '../safetensors/types.js';
import {toPytorchLayout} from './layout.js';
import {type NameFamily, nameMaps} from './names/families.js';
import {requireFamily} from './names/translate-names.js';
import {parameterName} from './parameter-name.js';

/** How to read. */
export interface ReadParametersOptions {
  /** Whose names the parameters get. Default `torchvision`, which are the model's own. */
  names?: NameFamily;
}

/**
 * A model's parameters and running statistics under PyTorch's names, or those of another {@link NameFamily}, and in
 * PyTorch's layouts (`[out, in, height, width]`, `[out, in]`), as copies: what {@link loadParameters} and
 * {@link encodeSafetensors} take.
 *
 * @throws CoreError `UNKNOWN_WEIGHT` for a weight that PyTorch's layers, or the networks of the family, do not have;
 * `BAD_OPTION` for names that are not known.
 */
export async function readParameters(
  model: tfl.LayersModel,
  {names = 'torchvision'}: ReadParametersOptions = {},
): Promise<Record<string, SafeTensorOf<'F32'>>> {
  const family = requireFamily(names);
  const entries = model.weights.map(async weight => {
    const ours = parameterName(weight.originalName);
    const name = publishedName(ours, family);
    const value = weight.read();
    const {shape, data} = toPytorchLayout({shape: value.shape, data: (await value.data()) as Float32Array});
    const isPointwise = nameMaps[family].pointwise?.includes(ours);
    return [name, {dtype: 'F32' as const, shape: isPointwise ? [...shape, 1, 1] : shape, data}] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

function publishedName(ours: string, family: NameFamily): string {
  const name = nameMaps[family].toPublished(ours);
  if (name !== undefined) return name;
  throw new CoreError('UNKNOWN_WEIGHT', `${ours}: the networks that have the names of ${family} have no such part`);
}
