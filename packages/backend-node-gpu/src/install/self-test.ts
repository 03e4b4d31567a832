/**
 * Runs operations on the TensorFlow library named by the first argument and compares them with plain loops. Prints one
 * line of JSON, a `SelfTest`. It is a program of its own, since a process loads TensorFlow once and may die of it.
 */
import * as tf from '@tensorflow/tfjs-core';
import {tensorflow} from '../index.js';

/** What the program prints. */
export interface SelfTest {
  /** Version of TensorFlow. */
  readonly version: string;
  readonly devices: readonly {readonly name: string; readonly type: string}[];
}

/** Deterministic numbers between -1 and 1. */
function numbers(count: number): Float32Array {
  return Float32Array.from({length: count}, (_, i) => Math.sin(i * 1.7 + 0.3));
}

async function compare(name: string, actual: tf.Tensor, expected: Float32Array): Promise<void> {
  const values = await actual.data();
  expected.forEach((value, i) => {
    if (!(Math.abs(values[i]! - value) < 1e-4)) throw new Error(`${name}[${i}]: expected ${value}, got ${values[i]}`);
  });
}

async function testMatMul(): Promise<void> {
  const [n, k, m] = [5, 7, 6] as const;
  const [a, b] = [numbers(n * k), numbers(k * m)];
  const expected = new Float32Array(n * m);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      for (let l = 0; l < k; l++) expected[i * m + j]! += a[i * k + l]! * b[l * m + j]!;
    }
  }
  await compare('matMul', tf.matMul(tf.tensor2d(a, [n, k]), tf.tensor2d(b, [k, m])), expected);
}

/** A 3x3 convolution, stride 1, no padding, of one 6x6 image with 3 channels to 4 channels. */
async function testConvolution(): Promise<void> {
  const [size, inputs, outputs, kernel] = [6, 3, 4, 3] as const;
  const out = size - kernel + 1;
  const [x, w] = [numbers(size * size * inputs), numbers(kernel * kernel * inputs * outputs)];
  const expected = new Float32Array(out * out * outputs);
  for (let at = 0; at < expected.length; at++) {
    const [row, column, o] = [Math.floor(at / outputs / out), Math.floor(at / outputs) % out, at % outputs];
    for (let tap = 0; tap < kernel * kernel * inputs; tap++) {
      const [dy, dx, i] = [Math.floor(tap / inputs / kernel), Math.floor(tap / inputs) % kernel, tap % inputs];
      expected[at]! += x[((row + dy) * size + column + dx) * inputs + i]! * w[tap * outputs + o]!;
    }
  }
  const image = tf.tensor4d(x, [1, size, size, inputs]);
  await compare('conv2d', tf.conv2d(image, tf.tensor4d(w, [kernel, kernel, inputs, outputs]), 1, 'valid'), expected);
}

const library = process.argv[2];
if (library === undefined) throw new Error('expected the path of a TensorFlow library as the first argument, got none');
const {version, devices} = await tensorflow({library});
await testMatMul();
await testConvolution();
process.stdout.write(`${JSON.stringify({version, devices} satisfies SelfTest)}\n`, () => process.exit(0));
