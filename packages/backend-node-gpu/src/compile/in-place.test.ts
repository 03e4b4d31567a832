import * as tf from '@tensorflow/tfjs';
import {afterEach, beforeAll, describe, expect, test} from 'vitest';
import type {Binding} from '../binding/binding.js';
import {type TensorFlowEngine, tensorflow} from '../engine.js';
import type {NodeBackend} from '../tfjs-node/backend.js';
import {recordStep} from './record-step.js';

let engine: TensorFlowEngine;
const cleanUp: (() => void)[] = [];

beforeAll(async () => {
  engine = await tensorflow();
});

afterEach(() => {
  for (const dispose of cleanUp.splice(0)) dispose();
});

/** A weight and its buffer, and a gradient that depends on the weight. */
interface Parameter {
  readonly weight: tf.Variable;
  readonly buffer: tf.Variable;
  gradient(): tf.Tensor;
}

type Update = (parameter: Parameter, rate: tf.Tensor) => tf.Tensor | undefined;

const KEEP = 0.9;

function sgd({weight, gradient}: Parameter, rate: tf.Tensor): void {
  weight.assign(tf.sub(weight, tf.mul(gradient(), rate)));
}

function momentum({weight, buffer, gradient}: Parameter, rate: tf.Tensor, {nesterov = false} = {}): void {
  const [keep, slope] = [tf.scalar(KEEP), gradient()];
  const moved = tf.add(tf.mul(buffer, keep), slope);
  weight.assign(tf.sub(weight, tf.mul(nesterov ? tf.add(slope, tf.mul(moved, keep)) : moved, rate)));
  buffer.assign(moved);
}

function parameter(): Parameter {
  const weight = tf.variable(tf.linspace(-1, 1, 6).reshape([2, 3]), true);
  const buffer = tf.variable(tf.zeros([2, 3]), false);
  cleanUp.push(() => tf.dispose([weight, buffer]));
  return {weight, buffer, gradient: () => tf.add(tf.square(weight), 0.5)};
}

const updates: {name: string; update: Update; operations: string[]}[] = [
  {name: 'gradient descent', update: (p, rate) => void sgd(p, rate), operations: ['ResourceApplyGradientDescent']},
  {name: 'momentum', update: (p, rate) => void momentum(p, rate), operations: ['ResourceApplyMomentum']},
  {
    name: 'momentum after Nesterov',
    update: (p, rate) => void momentum(p, rate, {nesterov: true}),
    operations: ['ResourceApplyMomentum'],
  },
  {
    name: 'an average of the new weights',
    update(p, rate) {
      sgd(p, rate);
      p.buffer.assign(tf.add(tf.mul(p.buffer, KEEP), tf.mul(p.weight, 1 - KEEP)));
      return undefined;
    },
    operations: ['ResourceApplyGradientDescent'],
  },
  {
    name: 'a result of the old weights',
    update(p, rate) {
      const before = tf.mul(p.weight, 1);
      sgd(p, rate);
      return before;
    },
    operations: ['ResourceApplyGradientDescent'],
  },
  {
    name: 'a buffer that something else reads',
    update(p, rate) {
      momentum(p, rate);
      return tf.mean(p.buffer);
    },
    operations: ['ResourceApplyGradientDescent'],
  },
  {
    name: 'the old weights themselves',
    update(p, rate) {
      const before = tf.clone(p.weight);
      sgd(p, rate);
      return before;
    },
    operations: [],
  },
  {
    name: 'how far the weights went',
    update({weight, ...p}, rate) {
      const before = weight.clone();
      sgd({weight, ...p}, rate);
      return tf.sub(weight, before);
    },
    operations: [],
  },
  {
    name: 'how far the weights went, in another shape',
    update({weight, ...p}, rate) {
      const before = tf.reshape(weight, [6]);
      sgd({weight, ...p}, rate);
      return tf.sub(tf.reshape(weight, [6]), before);
    },
    operations: [],
  },
  {
    name: 'weights that shrink',
    update: ({weight, gradient}, rate) =>
      void weight.assign(tf.sub(tf.mul(weight, tf.sub(1, rate)), tf.mul(gradient(), rate))),
    operations: [],
  },
  {
    name: 'a gradient that broadcasts',
    update: ({gradient, ...p}, rate) => void sgd({...p, gradient: () => tf.mean(gradient(), 0)}, rate),
    operations: [],
  },
  {
    name: 'a further output of an operation',
    update: ({weight}) => void weight.assign(tf.split(tf.concat([weight, tf.square(weight)]), 2)[1]!),
    operations: [],
  },
  {
    name: 'a rate for each weight',
    update: (p, rate) => void sgd(p, tf.mul(tf.onesLike(p.weight), rate)),
    operations: [],
  },
];

describe.each(updates)('$name', ({update, operations}) => {
  function stepOf(p: Parameter) {
    return (rate: tf.Tensor) => [update(p, rate) ?? tf.scalar(0)];
  }

  test(operations.length > 0 ? `is ${operations}` : 'is computed as new values', () => {
    const backend = tf.backend() as NodeBackend;
    const p = parameter();
    const rate = tf.scalar(0.1);
    const variables = [p.weight, p.buffer];
    const {nodes, updated} = recordStep({backend, binding: backend.binding as Binding}, stepOf(p), {
      inputs: [rate],
      variables,
      precision: 'float32',
    });
    expect(nodes.map(({op}) => op).filter(op => op.startsWith('Resource'))).toEqual(operations);
    expect(updated.includes(p.weight)).toBe(operations.length > 0);
    rate.dispose();
  });

  test('has the values of single operations', async () => {
    const run = async (steps: (p: Parameter, rate: tf.Tensor) => Promise<number[][]>) => {
      const p = parameter();
      const rate = tf.scalar(0.1);
      const results = await steps(p, rate);
      rate.dispose();
      return [...results, ...[p.weight, p.buffer].map(variable => [...variable.dataSync()])];
    };
    const eager = await run(async (p, rate) =>
      Array.from({length: 3}, () => tf.tidy(() => [...stepOf(p)(rate)[0]!.dataSync()])),
    );
    const compiled = await run(async (p, rate) => {
      const fast = engine.compile(stepOf(p), {variables: [p.weight, p.buffer]});
      const results: number[][] = [];
      for (let i = 0; i < 3; i++) {
        const [result] = await fast.run(rate);
        results.push([...result!.dataSync()]);
        result!.dispose();
      }
      fast.dispose();
      return results;
    });
    for (const [i, value] of compiled.flat().entries()) expect(value).toBeCloseTo(eager.flat()[i]!, 6);
  });
});

test('an update waits for all that read the memory of a weight, so that TensorFlow does not copy it', () => {
  const backend = tf.backend() as NodeBackend;
  const p = parameter();
  const rate = tf.scalar(0.1);
  const gradient = () => {
    const columns = tf.reshape(p.weight, [3, 2]);
    return tf.reshape(tf.add(tf.square(columns), tf.mean(p.weight)), [2, 3]);
  };
  const {nodes} = recordStep(
    {backend, binding: backend.binding as Binding},
    rate => {
      momentum({...p, gradient}, rate!);
      return [];
    },
    {inputs: [rate], variables: [p.weight, p.buffer], precision: 'float32'},
  );
  const nameOf = (op: string) => nodes.find(node => node.op === op)!.name;
  const update = nodes.find(({op}) => op === 'ResourceApplyMomentum')!;
  const waits = update.inputs.filter(input => input.startsWith('^'));
  expect(waits.toSorted()).toEqual(['Reshape', 'Square', 'Cast', 'Mean'].map(op => `^${nameOf(op)}`).toSorted());
  rate.dispose();
});
