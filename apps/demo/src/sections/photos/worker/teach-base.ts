import {createModel, replaceHead} from '@residual/core';
import type {ByteImage} from '@residual/data';
import * as tf from '@tensorflow/tfjs-core';
import {
  type LayersModel,
  layers,
  input as modelInput,
  model as modelOf,
  type SymbolicTensor,
} from '@tensorflow/tfjs-layers';
import type {BundledId} from '../networks/bundled.js';
import {filesOf} from './networks.js';
import {openNetwork, type Preparation} from './open-network.js';
import {fitted, normalized} from './prepare.js';

/** The network of both networks that come with the site. */
const NETWORK = 'cifar-resnet20';

/** A network that comes with the site, as something to teach with. */
export interface TeachBase extends Preparation {
  readonly id: BundledId;
  /** Number of features. */
  readonly channels: number;
  /** What it sees in a photo, before it tells its own classes apart: `[channels]`. */
  featuresOf(photo: ByteImage): Promise<Float32Array>;
  /** A network with its weights and a new head for so many classes. Whoever asks disposes of it. */
  withHead(classes: number): LayersModel;
}

let opened: Promise<TeachBase> | undefined;
let openedId: BundledId | undefined;

/** Opens a base, once. */
export function openBase(id: BundledId): Promise<TeachBase> {
  if (openedId === id) return opened!;
  openedId = id;
  opened = load(id);
  opened.catch(() => {
    openedId = undefined;
  });
  return opened;
}

/** A model from features `[1, 1, channels]` to logits, which is what `withHead` puts behind a network. */
export function headAlone(channels: number, classes: number): LayersModel {
  const inputs = modelInput({shape: [1, 1, channels]});
  const outputs = layers.flatten({name: 'features'}).apply(inputs) as SymbolicTensor;
  return replaceHead(modelOf({inputs, outputs}), {classes});
}

async function load(id: BundledId): Promise<TeachBase> {
  const {model, classes, ...preparation} = await openNetwork(await filesOf(id));
  const {inputShape, normalize} = preparation;
  const weights = new Map(model.weights.map(variable => [variable.originalName, variable.read()]));
  const features = modelOf({inputs: model.inputs, outputs: model.getLayer('fc').input as SymbolicTensor});
  return {
    id,
    ...preparation,
    channels: features.outputs[0]!.shape[1]!,
    async featuresOf(photo) {
      const data = normalized(fitted(photo, preparation), normalize);
      const output = tf.tidy(() => features.predict(tf.tensor4d(data, [1, ...inputShape])) as tf.Tensor);
      try {
        return await output.data<'float32'>();
      } finally {
        output.dispose();
      }
    },
    withHead(count) {
      // Not the network as it was opened: only core's own batch norms know how to train.
      const own = createModel(NETWORK, {inputShape: [...inputShape], classes: classes.length});
      for (const variable of own.weights) variable.write(weights.get(variable.originalName)!);
      const taught = replaceHead(own, {classes: count});
      own.getLayer('fc').dispose();
      return taught;
    },
  };
}
