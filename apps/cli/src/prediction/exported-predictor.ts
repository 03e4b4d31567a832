import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import type {ModelMetadata} from '@residual/core';
import * as tf from '@tensorflow/tfjs-core';
import {loadLayersModel} from '@tensorflow/tfjs-layers';
import {CliError} from '../errors.js';
import type {Predictor} from './predictor.js';

const DESCRIPTION = 'model.json';

/** Whether a path is a network in TF.js layers format: its folder, or its `model.json`. */
export function isExported(path: string): boolean {
  return basename(path) === DESCRIPTION || existsSync(join(path, DESCRIPTION));
}

/**
 * A network that was exported for web pages, or taught in one. All that is needed stands in its metadata. Throws CliError
 * `BAD_EXPORT`.
 */
export async function exportedPredictor(path: string): Promise<Predictor> {
  const file = basename(path) === DESCRIPTION ? path : join(path, DESCRIPTION);
  const bad = (what: string, cause?: unknown) =>
    new CliError(`${file}: ${what}.`, {
      code: 'BAD_EXPORT',
      exit: 'data',
      mend: 'Expected TensorFlow.js layers as `residual export RUN --web` writes them, with their metadata.',
      cause,
    });
  const json = await readFile(file, 'utf8')
    .then(text => JSON.parse(text) as tf.io.ModelJSON)
    .catch(cause => {
      throw bad((cause as Error).message, cause);
    });
  const {classes, normalize, fit = 'cover'} = (json.userDefinedMetadata ?? {}) as ModelMetadata;
  const inputShape = inputShapeOf(json);
  if (!classes || !normalize || !inputShape) throw bad('it does not say its classes, constants and size of images');
  return {
    classes,
    inputShape,
    normalize,
    fit,
    async open() {
      const artifacts = await tf.io.getModelArtifactsForJSON(json, async manifest => {
        const paths = manifest.flatMap(group => group.paths);
        const bytes = await Promise.all(paths.map(name => readFile(join(dirname(file), name))));
        return [tf.io.getWeightSpecs(manifest), new Uint8Array(Buffer.concat(bytes)).buffer];
      });
      return loadLayersModel(tf.io.fromMemory(artifacts));
    },
  };
}

interface Topology {
  readonly config?: {readonly layers?: readonly {readonly config?: {readonly batch_input_shape?: readonly number[]}}[]};
}

/** `[height, width, channels]`, where the network leaves none of them open. */
function inputShapeOf({modelTopology}: tf.io.ModelJSON): [number, number, number] | undefined {
  const [input] = (modelTopology as Topology | undefined)?.config?.layers ?? [];
  const [, ...shape] = input?.config?.batch_input_shape ?? [];
  return shape.length === 3 && shape.every(Number.isInteger) ? (shape as [number, number, number]) : undefined;
}
