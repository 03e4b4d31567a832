import {normalize, random, type Transform} from '@residual/data';
import * as tf from '@tensorflow/tfjs-core';
import {type LayersModel, model as makeModel} from '@tensorflow/tfjs-layers';
import {SIZE} from '../drawing/size.js';
import {type Stage, stagesOf} from './stages.js';

/** What a network makes of a digit. */
export interface Reading {
  /** Of each class, from 0 to 1; they add up to 1. */
  readonly scores: readonly number[];
  /** Of each stage its maps one after another, `[maps, height, width]`: 0 is nothing, 255 the most in the stage. */
  readonly stages: readonly Uint8Array[];
}

/** Reads digits, and keeps what passes between the stages of the network. */
export class Reader {
  readonly stages: readonly Stage[];
  readonly classes: readonly string[];
  readonly #network: LayersModel;
  readonly #model: LayersModel;
  readonly #prepare: Transform;

  /**
   * @param network From `[batch, 28, 28, 1]` to logits, with its classes and its normalisation as metadata. It is the reader's
   *   from now on.
   * @throws Error where it is another network, or has no such metadata.
   */
  constructor(network: LayersModel) {
    const {classes, normalize: normalization} = (network.getUserDefinedMetadata() ?? {}) as Metadata;
    const shape = network.inputs[0]!.shape.slice(1).join(' x ');
    if (shape !== `${SIZE} x ${SIZE} x 1` || !classes || !normalization) {
      const lacks = classes && normalization ? '' : ' without the names of its classes or its normalisation';
      throw new Error(`Expected a network for digits, 28 x 28 x 1, got one for ${shape}${lacks}.`);
    }
    const found = stagesOf(network);
    this.stages = found.map(({stage}) => stage);
    this.classes = classes;
    this.#network = network;
    this.#model = makeModel({
      inputs: network.inputs,
      outputs: [...network.outputs, ...found.map(({output}) => output)],
    });
    this.#prepare = normalize(normalization);
  }

  /** Reads a digit, `[28, 28]` from 0, paper, to 255, ink. */
  async read(digit: Uint8Array): Promise<Reading> {
    const {data} = await this.#prepare({data: digit, shape: [SIZE, SIZE, 1], label: 0}, random(0));
    const outputs = tf.tidy(() => {
      const [logits, ...maps] = this.#model.predict(tf.tensor(data, [1, SIZE, SIZE, 1])) as tf.Tensor[];
      const channelsFirst = maps.map(map => tf.transpose(map, [0, 3, 1, 2]));
      return [tf.softmax(logits!), ...channelsFirst];
    });
    const [scores, ...stages] = await Promise.all(outputs.map(output => output.data<'float32'>()));
    tf.dispose(outputs);
    return {scores: [...scores!], stages: stages.map(toBytes)};
  }

  /** Frees its weights, which the two models share. */
  dispose(): void {
    this.#network.dispose();
  }
}

interface Metadata {
  readonly classes?: readonly string[];
  readonly normalize?: {readonly mean: readonly number[]; readonly std: readonly number[]};
}

function toBytes(values: Float32Array): Uint8Array {
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  return Uint8Array.from(values, value => (most > 0 ? (255 * Math.max(0, value)) / most : 0));
}
