import type {WebGPUBackend} from '@tensorflow/tfjs-backend-webgpu';
import {type KernelFunc, type TensorInfo, util} from '@tensorflow/tfjs-core';
import {columnPartials} from '../column-partials.js';
import {runEach} from '../run.js';

/**
 * Batch norm by the batch's own statistics. Inputs `x` `[batch, height, width, channels]`, `scale` and `offset`
 * `[channels]`; outputs `y`, the batch mean, the unbiased batch variance, and the two again for the gradient.
 */
export const batchNormTraining: KernelFunc = ({inputs, attrs, backend: anyBackend}) => {
  const backend = anyBackend as WebGPUBackend;
  const {x, scale, offset} = inputs as Record<'x' | 'scale' | 'offset', TensorInfo>;
  const {mean, variance} = moments(backend, x);
  const y = runEach(backend, {
    name: `batchNormTraining ${attrs!.epsilon}`,
    inputs: {x, scale, offset, mean, variance},
    sizes: sizesOf(x),
    shape: x.shape,
    code: `
    ${inverseDeviation(attrs!.epsilon as number)}
    fn value(index: i32) -> f32 {
      let channel = index % uniforms.columns;
      return (x[index] - mean[channel]) * inverseDeviation(channel) * scale[channel] + offset[channel];
    }`,
  });
  return [y, mean, variance, shared(backend, mean), shared(backend, variance)];
};

/** Its gradient: outputs are the gradients of `x`, `scale` and `offset`. */
export const batchNormTrainingGrad: KernelFunc = ({inputs, attrs, backend: anyBackend}) => {
  const backend = anyBackend as WebGPUBackend;
  const {dy, x, scale, r1: mean, r2: variance} = inputs as Record<'dy' | 'x' | 'scale' | 'r1' | 'r2', TensorInfo>;
  const sizes = sizesOf(x);
  const deviation = inverseDeviation(attrs!.epsilon as number);
  const {partials, parts} = columnPartials(backend, {
    name: 'batchNormTrainingGrad partials',
    inputs: {dy, x, mean},
    ...sizes,
    code: `
    fn part(first: i32, last: i32, column: i32, lane: i32) -> vec2<f32> {
      var sums = vec2<f32>(0.0);
      for (var row = first + lane; row < last; row += LANES) {
        let at = row * uniforms.columns + column;
        sums += dy[at] * vec2<f32>(1.0, x[at] - mean[column]);
      }
      return total(sums);
    }`,
  });
  const sum = {
    sizes: {...sizes, parts},
    shape: scale.shape,
    code: `
    fn sumOf(which: i32, channel: i32) -> f32 {
      var sum = 0.0;
      for (var part = 0; part < uniforms.parts; part++) {
        sum += partials[(part * 2 + which) * uniforms.columns + channel];
      }
      return sum;
    }`,
  };
  const doffset = runEach(backend, {
    ...sum,
    name: 'batchNormTrainingGrad offset',
    inputs: {partials},
    code: `${sum.code}
    fn value(channel: i32) -> f32 { return sumOf(0, channel); }`,
  });
  const dscale = runEach(backend, {
    ...sum,
    name: `batchNormTrainingGrad scale ${attrs!.epsilon}`,
    inputs: {partials, variance},
    code: `${sum.code} ${deviation}
    fn value(channel: i32) -> f32 { return sumOf(1, channel) * inverseDeviation(channel); }`,
  });
  backend.disposeData(partials.dataId);
  const dx = runEach(backend, {
    name: `batchNormTrainingGrad input ${attrs!.epsilon}`,
    inputs: {dy, x, scale, mean, variance, dscale, doffset},
    sizes,
    shape: x.shape,
    code: `
    ${deviation}
    fn value(index: i32) -> f32 {
      let channel = index % uniforms.columns;
      let inverse = inverseDeviation(channel);
      let normalized = (x[index] - mean[channel]) * inverse;
      let throughStatistics = (doffset[channel] + normalized * dscale[channel]) / f32(uniforms.rows);
      return (dy[index] - throughStatistics) * scale[channel] * inverse;
    }`,
  });
  return [dx, dscale, doffset];
};

/** All but the last dimension are rows. */
function sizesOf(x: TensorInfo): {rows: number; columns: number} {
  const columns = x.shape.at(-1)!;
  return {rows: util.sizeFromShape(x.shape) / columns, columns};
}

/** Of the biased variance, which normalises; the tensor holds the unbiased one. */
function inverseDeviation(epsilon: number): string {
  return `
  fn inverseDeviation(channel: i32) -> f32 {
    let n = f32(uniforms.rows);
    return inverseSqrt(variance[channel] * ((n - 1.0) / n) + ${epsilon.toExponential()});
  }`;
}

/**
 * Mean and unbiased variance of each channel, each part's squares taken from its own mean: differences of large sums
 * would lose the digits of a small variance. Merged by Chan, Golub and LeVeque, "Updating Formulae and a Pairwise
 * Algorithm for Computing Sample Variances" (1979).
 */
function moments(backend: WebGPUBackend, x: TensorInfo): {mean: TensorInfo; variance: TensorInfo} {
  const sizes = sizesOf(x);
  const {partials, parts, rowsPerPart} = columnPartials(backend, {
    name: 'batchNormTraining partials',
    inputs: {x},
    ...sizes,
    code: `
    fn part(first: i32, last: i32, column: i32, lane: i32) -> vec2<f32> {
      var sum = 0.0;
      for (var row = first + lane; row < last; row += LANES) {
        sum += x[row * uniforms.columns + column];
      }
      let mean = total(vec2<f32>(sum, 0.0)).x / f32(last - first);
      var squares = 0.0;
      for (var row = first + lane; row < last; row += LANES) {
        let difference = x[row * uniforms.columns + column] - mean;
        squares += difference * difference;
      }
      return vec2<f32>(mean, total(vec2<f32>(squares, 0.0)).x);
    }`,
  });
  const merged = (name: string, code: string) =>
    runEach(backend, {
      name: `batchNormTraining ${name}`,
      inputs: {partials},
      sizes: {...sizes, parts, rowsPerPart},
      shape: [sizes.columns],
      code: `
      fn rowsOf(part: i32) -> f32 {
        return f32(min(uniforms.rowsPerPart, uniforms.rows - part * uniforms.rowsPerPart));
      }
      fn meanOf(channel: i32) -> f32 {
        var sum = 0.0;
        for (var part = 0; part < uniforms.parts; part++) {
          sum += partials[part * 2 * uniforms.columns + channel] * rowsOf(part);
        }
        return sum / f32(uniforms.rows);
      }
      ${code}`,
    });
  const mean = merged('mean', 'fn value(channel: i32) -> f32 { return meanOf(channel); }');
  const variance = merged(
    'variance',
    `fn value(channel: i32) -> f32 {
      let mean = meanOf(channel);
      var squares = 0.0;
      for (var part = 0; part < uniforms.parts; part++) {
        let at = part * 2 * uniforms.columns + channel;
        let difference = partials[at] - mean;
        squares += partials[at + uniforms.columns] + difference * difference * rowsOf(part);
      }
      return squares / f32(uniforms.rows - 1);
    }`,
  );
  backend.disposeData(partials.dataId);
  return {mean, variance};
}

/** The same numbers once more. */
function shared(backend: WebGPUBackend, tensor: TensorInfo): TensorInfo {
  backend.incRef(tensor.dataId);
  return {...tensor};
}
