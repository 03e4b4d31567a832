import type {LayerPart} from './worker/part.js';

/** What a layer is to the page: the key of its texts. */
export type LayerKind =
  | ('input' | 'conv' | 'max' | 'average' | 'subsample' | 'norm' | 'relu' | 'sigmoid' | 'sum' | 'scale')
  | ('pad' | 'channels' | 'globalAverage' | 'reshape' | 'linear' | 'other');

const kinds: Record<string, LayerKind | undefined> = {
  InputLayer: 'input',
  BatchNormalization: 'norm',
  Add: 'sum',
  Multiply: 'scale',
  GlobalAveragePooling2D: 'globalAverage',
  Reshape: 'reshape',
  Permute: 'reshape',
  Flatten: 'reshape',
  Dense: 'linear',
};

/** The kind of a layer. */
export function kindOf({type, activation, kernel, inputShape, outputShape}: LayerPart): LayerKind {
  if (kernel) {
    if (kernel.kind === 'max' && kernel.size.every(size => size === 1)) return 'subsample';
    return kernel.kind;
  }
  if (type === 'Activation') return activation === 'relu' || activation === 'sigmoid' ? activation : 'other';
  // The channels that a shortcut lacks are padded, too.
  if (type === 'ZeroPadding2D') return inputShape.at(-1) === outputShape.at(-1) ? 'pad' : 'channels';
  return kinds[type] ?? 'other';
}
