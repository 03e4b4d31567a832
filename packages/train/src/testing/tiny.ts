import './backend.js';
import {dropout} from '@residual/core';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type {Batch, Batches} from '../batch.js';
import type {TrainEvent} from '../events.js';
import type {FitOptions} from '../fit.js';
import {sgd} from '../optimizers/sgd.js';
import {constant} from '../schedules/constant.js';

/** A small network with all that training must care for: convolution, batch norm with running statistics, bias, dropout. */
export function tinyModel({classes = 3, seed = 1, norm = true, dropRate = 0} = {}): tfl.LayersModel {
  const x = tfl.input({shape: [4, 4, 1]});
  const conv = {filters: 2, kernelSize: 3, kernelInitializer: tfl.initializers.heNormal({seed}), name: 'conv'};
  let y = tfl.layers.conv2d(conv).apply(x) as tfl.SymbolicTensor;
  if (norm) y = tfl.layers.batchNormalization({momentum: 0.9, name: 'norm'}).apply(y) as tfl.SymbolicTensor;
  y = tfl.layers.flatten({name: 'flatten'}).apply(tfl.layers.reLU({name: 'relu'}).apply(y)) as tfl.SymbolicTensor;
  if (dropRate > 0) y = dropout(y, {rate: dropRate, name: 'dropout'});
  const fc = {units: classes, kernelInitializer: tfl.initializers.heNormal({seed: seed + 1}), name: 'fc'};
  return tfl.model({inputs: x, outputs: tfl.layers.dense(fc).apply(y) as tfl.SymbolicTensor, name: 'tiny'});
}

/** Batches of 4, 4 and 3 samples, other ones each epoch, always the same for one epoch. */
export function tinyData({sizes = [4, 4, 3], epoch = 0}: {sizes?: number[]; epoch?: number} = {}): Batches {
  const batchAt = (index: number): Batch => {
    const n = sizes[index]!;
    const noise = (i: number) => Math.sin(12.9898 * i + 78.233 * (1 + index + 31 * epoch));
    const y = Int32Array.from({length: n}, (_, i) => (i + index + epoch) % 3);
    return {x: Float32Array.from({length: n * 16}, (_, i) => noise(i) + y[i >> 4]! - 1), shape: [n, 4, 4, 1], y};
  };
  async function* from(start: number) {
    for (let index = start; index < sizes.length; index++) yield batchAt(index);
  }
  return {
    length: sizes.length,
    epoch: n => tinyData({sizes, epoch: n}),
    from,
    [Symbol.asyncIterator]: () => from(0),
  };
}

/** Options of a run that tests change in one place or two. */
export function tinyRun(): FitOptions & {model: tfl.LayersModel} {
  return {
    model: tinyModel(),
    train: tinyData(),
    valid: tinyData({epoch: 99}),
    epochs: 2,
    optimizer: sgd({momentum: 0.9, weightDecay: 0.01}),
    schedule: constant(0.05),
  };
}

/** All events of a run, in order. */
export async function collect(events: AsyncIterable<TrainEvent>): Promise<TrainEvent[]> {
  const all: TrainEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** Events without what may differ between two equal runs: times. */
export function timeless(events: readonly TrainEvent[]): unknown[] {
  return events.map(event => ('seconds' in event ? {...event, seconds: 0} : event));
}

/** All weights of a model, by name. */
export function weightsOf(model: tfl.LayersModel): Record<string, Float32Array> {
  return Object.fromEntries(model.weights.map(w => [w.originalName, w.read().dataSync<'float32'>().slice()]));
}

/** The name of an event in a list of them: its type, or the kind of checkpoint. */
export function nameOf(event: TrainEvent): string {
  return event.type === 'checkpoint' ? event.kind : event.type;
}

/** Number of tensors alive. */
export function tensorCount(): number {
  return tf.memory().numTensors;
}
