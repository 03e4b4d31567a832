import {CoreError} from '../errors.js';

/** Values and their shape, in row-major order. */
export interface Values {
  shape: number[];
  data: Float32Array;
}

/** For each rank of a weight of ours, the order of its axes in PyTorch: kernels are HWIO here and OIHW there. */
const pytorchAxes: Record<number, readonly number[]> = {
  0: [],
  1: [0],
  2: [1, 0],
  4: [3, 2, 0, 1],
};

/** A weight of TF.js in PyTorch's layout, as a copy. */
export function toPytorchLayout(values: Values): Values {
  return transpose(values, axesFor(values.shape.length));
}

/** A weight of PyTorch in TF.js's layout, as a copy. */
export function fromPytorchLayout(values: Values): Values {
  return transpose(values, inverse(axesFor(values.shape.length)));
}

/** The shape in PyTorch of a weight of TF.js. */
export function pytorchShape(shape: readonly number[]): number[] {
  return axesFor(shape.length).map(axis => shape[axis]!);
}

function axesFor(rank: number): readonly number[] {
  const axes = pytorchAxes[rank];
  if (axes) return axes;
  throw new CoreError(
    'UNKNOWN_WEIGHT',
    `expected a weight of a convolution (rank 4), a fully connected layer (2) or a vector (1), got rank ${rank}`,
  );
}

function inverse(axes: readonly number[]): number[] {
  return axes.map((_, axis) => axes.indexOf(axis));
}

/** Copies values so that axis i of the result is axis `axes[i]` of the source. */
function transpose({shape, data}: Values, axes: readonly number[]): Values {
  const sourceStrides = strides(shape);
  const steps = axes.map(axis => sourceStrides[axis]!);
  const target = axes.map(axis => shape[axis]!);
  const copy = new Float32Array(data.length);
  let next = 0;
  const visit = (axis: number, from: number): void => {
    const step = steps[axis];
    if (step === undefined) {
      copy[next++] = data[from]!;
      return;
    }
    for (let i = 0; i < target[axis]!; i++) visit(axis + 1, from + i * step);
  };
  visit(0, 0);
  return {shape: target, data: copy};
}

/** Distance in memory between neighbours along each axis of a row-major array. */
function strides(shape: readonly number[]): number[] {
  return shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
}
