import type {Layer} from './calls.js';

/** The window that a layer slides over its input. */
export interface Kernel {
  /** Height and width. */
  size: [number, number];
  stride: [number, number];
  /** Distance between the window's values; 1 where they adjoin. */
  dilation: [number, number];
  /** Groups that the channels fall into; as many as channels where each has a kernel of its own. */
  groups: number;
  /** What the window's values become: a weighted sum, or their largest or mean. */
  kind: 'conv' | 'max' | 'average';
}

const kinds: Record<string, Kernel['kind']> = {
  Conv2D: 'conv',
  GroupedConv2D: 'conv',
  DepthwiseConv2D: 'conv',
  SeparableConv2D: 'conv',
  MaxPooling2D: 'max',
  AveragePooling2D: 'average',
};

/**
 * The window of a layer, or undefined for a layer without one.
 *
 * @param channels Those of the layer's input.
 */
export function kernelOf(layer: Layer, channels: number): Kernel | undefined {
  const kind = kinds[layer.getClassName()];
  if (!kind) return undefined;
  const config = layer.getConfig();
  return {
    kind,
    size: pair(config[kind === 'conv' ? 'kernelSize' : 'poolSize']),
    stride: pair(config.strides),
    dilation: pair(config.dilationRate ?? 1),
    groups: layer.getClassName() === 'DepthwiseConv2D' ? channels : ((config.groups as number | undefined) ?? 1),
  };
}

function pair(value: unknown): [number, number] {
  return Array.isArray(value) ? [value[0], value[1] ?? value[0]] : [value as number, value as number];
}
