import type {LayerSummary} from './summary.js';
import {formatPair} from './units.js';

/** A layer as papers write it. */
export interface LayerLine {
  /** `3x3, 64`; with 32 groups `3x3, 64, C=32`; `3x3 max pool`; `fc, 10`. */
  text: string;
  /** `/2` for a stride of 2; empty for one of 1. */
  stride: string;
}

/** A layer in a line, or undefined for one that neither computes with weights nor pools. */
export function layerLine({name, type, kernel, outputShape}: LayerSummary): LayerLine | undefined {
  const channels = outputShape.at(-1)!;
  // Squeeze-and-excitation: a mean, and two 1x1 convolutions of its one position.
  if (/\.se\./.test(name)) return kernel && {text: `se fc, ${channels}`, stride: ''};
  if (!kernel) {
    const text = type === 'Dense' ? `fc, ${channels}` : globalPools[type];
    return text ? {text, stride: ''} : undefined;
  }
  const {kind, size, groups, stride} = kernel;
  const text =
    kind === 'conv' ? `${size.join('x')}, ${channels}${groups > 1 ? `, C=${groups}` : ''}` : poolText(kernel);
  return {text, stride: stride.some(step => step > 1) ? `/${formatPair(stride)}` : ''};
}

/** `3x3, 64 /2`. */
export function lineText({text, stride}: LayerLine): string {
  return stride ? `${text} ${stride}` : text;
}

const globalPools: Record<string, string | undefined> = {
  GlobalAveragePooling2D: 'global average pool',
  GlobalMaxPooling2D: 'global max pool',
};

function poolText({kind, size}: NonNullable<LayerSummary['kernel']>): string {
  return size.every(length => length === 1) ? 'subsample' : `${size.join('x')} ${kind} pool`;
}
