import {
  add,
  batchNorm4d,
  div,
  engine,
  getBackend,
  getKernel,
  moments,
  mul,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
  tensor1d,
  tensor4d,
  tidy,
} from '@tensorflow/tfjs-core';
import {type Case, read, wave} from './case.js';

const SHAPE: [number, number, number, number] = [3, 5, 4, 6];
const CHANNELS = SHAPE[3];
const ROWS = SHAPE[0] * SHAPE[1] * SHAPE[2];
const EPSILON = 1e-5;

/** Batch norm by the batch's own statistics and its gradients, beside the sums that define them. */
export function batchNormCase(): Case {
  // A mean far from zero, in which a variance computed from sums of squares would lose its digits.
  const x = wave(ROWS * CHANNELS, 4).map(value => value + 10);
  const dy = wave(ROWS * CHANNELS, 5);
  const scale = wave(CHANNELS, 6);
  const offset = wave(CHANNELS, 7);
  return {
    expected: definition(x, dy, scale, offset),
    actual: () => {
      const inputs = [tensor4d(x, SHAPE), tensor4d(dy, SHAPE), tensor1d(scale), tensor1d(offset)] as const;
      const names = [
        'batch norm',
        'input gradient of batch norm',
        'scale gradient of batch norm',
        'offset gradient of batch norm',
      ];
      const results = tidy(() => (getKernel('BatchNormTraining', getBackend()) ? fused : composed)(...inputs));
      return read(Object.fromEntries(results.map((result, i) => [names[i], result])), [...inputs]);
    },
  };
}

/** What batch norm is, channel by channel. */
function definition(x: number[], dy: number[], scale: number[], offset: number[]): Case['expected'] {
  const [y, dx] = [new Array<number>(x.length), new Array<number>(x.length)];
  const [dscale, doffset] = [new Array<number>(CHANNELS), new Array<number>(CHANNELS)];
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / ROWS;
  for (let c = 0; c < CHANNELS; c++) {
    const of = (values: number[]) => values.filter((_, i) => i % CHANNELS === c);
    const center = mean(of(x));
    const deviation = Math.sqrt(mean(of(x).map(value => (value - center) ** 2)) + EPSILON);
    const normalized = of(x).map(value => (value - center) / deviation);
    const gradient = of(dy);
    doffset[c] = ROWS * mean(gradient);
    dscale[c] = ROWS * mean(gradient.map((value, i) => value * normalized[i]!));
    for (let row = 0; row < ROWS; row++) {
      const at = row * CHANNELS + c;
      y[at] = normalized[row]! * scale[c]! + offset[c]!;
      const throughStatistics = (doffset[c]! + normalized[row]! * dscale[c]!) / ROWS;
      dx[at] = ((gradient[row]! - throughStatistics) * scale[c]!) / deviation;
    }
  }
  return {
    'batch norm': y,
    'input gradient of batch norm': dx,
    'scale gradient of batch norm': dscale,
    'offset gradient of batch norm': doffset,
  };
}

type Compute = (x: Tensor4D, dy: Tensor4D, scale: Tensor1D, offset: Tensor1D) => Tensor[];

/** By the engine's own kernels. */
const fused: Compute = (x, dy, scale, offset) => {
  const attrs = {epsilon: EPSILON};
  const run = (kernel: string, inputs: Record<string, Tensor>) =>
    engine().runKernel(kernel, inputs, attrs) as unknown as Tensor[];
  const [y, , , r1, r2] = run('BatchNormTraining', {x, scale, offset});
  return [y!, ...run('BatchNormTrainingGrad', {dy, x, scale, r1: r1!, r2: r2!})];
};

/** By the ops of which it is made elsewhere. */
const composed: Compute = (x, dy, scale, offset) => {
  const axes = [0, 1, 2];
  const {mean, variance} = moments(x, axes) as {mean: Tensor1D; variance: Tensor1D};
  const y = batchNorm4d(x, mean, variance, offset, scale, EPSILON);
  const normalized = batchNorm4d(x, mean, variance, undefined, undefined, EPSILON);
  const doffset = sum(dy, axes);
  const dscale = sum(mul(dy, normalized), axes);
  const throughStatistics = div(add(doffset, mul(normalized, dscale)), ROWS);
  const zero = sub(mean, mean) as Tensor1D;
  const dx = batchNorm4d(sub(dy, throughStatistics) as Tensor4D, zero, variance, zero, scale, EPSILON);
  return [y, dx, dscale, doffset];
};
