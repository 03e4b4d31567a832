import {readFileSync} from 'node:fs';
import {detectNames} from '../weights/names/detect-names.js';
import {nameMaps} from '../weights/names/families.js';
import {noise} from './noise.js';

/** What PyTorch computes in float64 for a network whose weights and inputs are {@link noise}. */
export interface Reference {
  /** What PyTorch's own float32 run differs by, for each step of `losses`. */
  float32LossDrift: number[];
  inputNCHW: [number, number, number, number];
  labels: number[];
  parameters: number;
  /** Multiply-adds, one image. */
  macs: number;
  /** By PyTorch's names, in the order that numbers the parameters. */
  parameterShapes: Record<string, number[]>;
  /** With running means of 0 and variances of 1; the first 10 classes. */
  evalLogits: number[][];
  /** With the batch's statistics. */
  trainLogits: number[][];
  /** L2 norm of each parameter's gradient. */
  gradNorms: Record<string, number>;
  /** L2 norms. */
  runningStatsAfterStep1: Record<string, number>;
  lr: number;
  momentum: number;
  weightDecay: number;
  /** Loss before each step of SGD. */
  losses: number[];
  evalLogitsAfter: number[][];
}

/** How far PyTorch's own float32 is from a reference in the worst of some runs, relatively: see float32-drift.py. */
export interface Drift {
  /** Of the loss before each step. */
  losses: number[];
  /** Of the gradient norm that differs most. */
  gradNorms: number;
  /** Of the logits after the last step. */
  evalLogitsAfter: number;
}

/** Reads the drift of a network, by the name of its reference. */
export function readDrift(name: string): Drift {
  return JSON.parse(readFileSync(new URL('./parity/float32-drift.json', import.meta.url), 'utf8'))[name];
}

/** Reads the reference of a network, by the name of its file. */
export function readReference(name: string): Reference {
  return JSON.parse(readFileSync(new URL(`./parity/${name}.json`, import.meta.url), 'utf8'));
}

/** Our name of a parameter or running statistic of a reference, whose names are those of its PyTorch module. */
export function ourNames({parameterShapes}: Reference): (name: string) => string {
  const {toOurs} = nameMaps[detectNames(Object.keys(parameterShapes)) ?? 'torchvision'];
  return name => toOurs(name) ?? name;
}

/** Values and their shape. */
export interface Values {
  shape: number[];
  data: Float32Array;
}

/** The reference's weights under PyTorch's names and in its layouts, with running statistics of 0 and 1. */
export function referenceParameters({parameterShapes, runningStatsAfterStep1}: Reference): Record<string, Values> {
  const parameters = Object.entries(parameterShapes).map(([name, shape], index) => {
    const isNorm = name.replace(/\w+$/, 'running_mean') in runningStatsAfterStep1;
    const fanIn = product(shape.slice(1));
    const data = Float32Array.from(noise(product(shape), index), value => {
      if (name.endsWith('.bias')) return 0.1 * value;
      return isNorm ? 1 + 0.1 * value : value * Math.sqrt(6 / fanIn);
    });
    return [name, {shape, data}] as const;
  });
  const statistics = Object.keys(runningStatsAfterStep1).map(name => {
    const [channels] = parameterShapes[name.replace(/\w+$/, 'weight')]!;
    const data = new Float32Array(channels!).fill(name.endsWith('var') ? 1 : 0);
    return [name, {shape: [channels!], data}] as const;
  });
  return Object.fromEntries([...parameters, ...statistics]);
}

/** The reference's input, `[batch, height, width, channels]`. */
export function referenceInput({inputNCHW: [batch, channels, height, width]}: Reference): Values {
  const shape = [batch, height, width, channels];
  const source = noise(product(shape), -1);
  const data = new Float32Array(source.length);
  let next = 0;
  for (let n = 0; n < batch; n++) {
    for (let position = 0; position < height * width; position++) {
      for (let c = 0; c < channels; c++) data[next++] = source[(n * channels + c) * height * width + position]!;
    }
  }
  return {shape, data};
}

function product(factors: readonly number[]): number {
  return factors.reduce((product, factor) => product * factor, 1);
}
