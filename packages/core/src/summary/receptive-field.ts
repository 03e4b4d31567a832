import type {Layer} from './calls.js';
import type {Kernel} from './kernel.js';

/** What part of the image a value sees. Each is a pair: along the height, along the width. */
export interface ReceptiveField {
  /**
   * Pixels that a value depends on along the longest path; where that reaches beyond the image, those beyond too. The
   * gates of squeeze-and-excitation, which see the whole image, are left out.
   */
  size: [number, number];
  /** Pixels between what two neighbours see: the product of the strides. 0 where no two positions are left. */
  jump: [number, number];
}

/** A receptive field, and how many there are. */
export interface FieldGrid extends ReceptiveField {
  positions: [number, number];
}

/** Layers behind which each value sees what it saw before them; where several come together, the most of them. */
const pointwise = new Set([
  'InputLayer',
  ...['BatchNormalization', 'LayerNormalization', 'Activation', 'ReLU', 'LeakyReLU', 'PReLU', 'ELU', 'Softmax'],
  ...['ThresholdedReLU', 'Dropout', 'SpatialDropout2D', 'GaussianNoise', 'GaussianDropout', 'AlphaDropout'],
  ...['Add', 'Average', 'Concatenate', 'Maximum', 'Minimum', 'Multiply', 'Subtract'],
  ...['ZeroPadding2D', 'Reshape', 'Permute', 'Flatten', 'Rescaling'],
]);

/** Layers behind which every value sees what all positions saw. */
const global = new Set(['GlobalAveragePooling2D', 'GlobalMaxPooling2D']);

/**
 * The receptive field behind a layer, from those of its inputs (Araujo et al. 2019, "Computing Receptive Fields of
 * Convolutional Neural Networks"): a window of size k adds (k - 1) x jump pixels, a stride multiplies the jump.
 *
 * @param inputs One for each input; an image has a field of 1 pixel and a jump of 1.
 * @returns undefined behind a layer that has no rule.
 */
export function receptiveField(
  {layer, kernel, outputShape}: {layer: Layer; kernel: Kernel | undefined; outputShape: readonly number[]},
  inputs: readonly (FieldGrid | undefined)[],
): FieldGrid | undefined {
  const positions: [number, number] = outputShape.length === 3 ? [outputShape[0]!, outputShape[1]!] : [1, 1];
  if (inputs.length === 0) return {size: [1, 1], jump: [1, 1], positions};
  if (!inputs.every(input => input !== undefined)) return undefined;
  const input = widest(layer.getClassName() === 'Multiply' ? withoutGates(inputs) : inputs);
  if (kernel) return slide(input, kernel, positions);
  const type = layer.getClassName();
  if (global.has(type) || (type === 'Dense' && outputShape.length === 1)) return gather(input);
  // What is flattened still comes from all of its positions.
  return pointwise.has(type) || type === 'Dense' ? input : undefined;
}

/** A gate of one position sees the whole image, as that of squeeze-and-excitation: what it scales is what counts. */
function withoutGates(fields: readonly FieldGrid[]): readonly FieldGrid[] {
  const scaled = fields.filter(({jump}) => jump.some(pixels => pixels > 0));
  return scaled.length > 0 ? scaled : fields;
}

function widest(fields: readonly FieldGrid[]): FieldGrid {
  return fields.reduce((a, b) => ({
    size: both(axis => Math.max(a.size[axis], b.size[axis])),
    jump: both(axis => Math.max(a.jump[axis], b.jump[axis])),
    positions: both(axis => Math.max(a.positions[axis], b.positions[axis])),
  }));
}

function slide(input: FieldGrid, {size, stride, dilation}: Kernel, positions: [number, number]): FieldGrid {
  return {
    size: both(axis => input.size[axis] + (size[axis] - 1) * dilation[axis] * input.jump[axis]),
    jump: both(axis => input.jump[axis] * stride[axis]),
    positions,
  };
}

function gather({size, jump, positions}: FieldGrid): FieldGrid {
  return {
    size: both(axis => size[axis] + (positions[axis] - 1) * jump[axis]),
    jump: [0, 0],
    positions: [1, 1],
  };
}

function both(value: (axis: 0 | 1) => number): [number, number] {
  return [value(0), value(1)];
}
