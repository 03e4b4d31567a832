import * as tf from '@tensorflow/tfjs-core';
import {unzipSync} from 'fflate';
import type {ModelFiles} from '../../../storage/models.js';
import {Problem} from './problem.js';

/** A file that a person gave, with its path in the folder that it came in. */
export interface GivenFile {
  readonly path: string;
  readonly blob: Blob;
}

/** More would fill the memory of a phone. */
const MOST_BYTES = 128 * 2 ** 20;

/** Files of networks in other formats, which people may well try. */
const OTHER_FORMATS = /\.(onnx|pb|pbtxt|h5|keras|tflite|safetensors|pth?|ckpt|npz)$/i;

/**
 * Reads a network in TF.js layers format, as `residual export --format tfjs` and the folder `web` of a run have it:
 * `model.json` with its files of weights, in a folder or not, or in one .zip.
 *
 * @throws Problem `no-model`, `other-format`, `not-json`, `missing-weights`, `bad-weights`, `too-large`, `broken-zip`.
 */
export async function readModelFiles(given: readonly GivenFile[]): Promise<ModelFiles> {
  requireSize(given.reduce((sum, {blob}) => sum + blob.size, 0));
  const [first] = given;
  const files = given.length === 1 && /\.zip$/i.test(first!.path) ? await unzip(first!.blob) : given;
  const description = files.find(({path}) => nameOf(path) === 'model.json') ?? onlyJson(files);
  if (!description) {
    const other = files.find(({path}) => OTHER_FORMATS.test(path));
    if (other) throw new Problem('other-format', nameOf(other.path));
    throw new Problem('no-model', files.map(({path}) => nameOf(path)).join(', '));
  }
  const json = parse(await description.blob.text(), nameOf(description.path));
  const weights = new Map(files.map(({path, blob}) => [nameOf(path), blob]));
  return modelFilesOf(json, name => {
    const blob = weights.get(nameOf(name));
    if (!blob) throw new Problem('missing-weights', name);
    return blob.arrayBuffer();
  });
}

/** What TF.js opens a network from, of its `model.json` and its files of weights, by their names there. */
export async function modelFilesOf(
  json: tf.io.ModelJSON,
  readWeights: (name: string) => ArrayBuffer | Promise<ArrayBuffer>,
): Promise<ModelFiles> {
  return tf.io.getModelArtifactsForJSON(json, async manifest => {
    const buffers: ArrayBuffer[] = [];
    for (const name of manifest.flatMap(({paths}) => paths)) buffers.push(await readWeights(name));
    const specs = tf.io.getWeightSpecs(manifest);
    const data = tf.io.concatenateArrayBuffers(buffers);
    const expected = specs.reduce((sum, spec) => sum + bytesOf(spec), 0);
    if (data.byteLength !== expected) throw new Problem('bad-weights', `${data.byteLength} / ${expected}`);
    return [specs, data];
  });
}

function bytesOf({shape, dtype, quantization}: tf.io.WeightsManifestEntry): number {
  const bytes = {float16: 2, uint16: 2, uint8: 1, float32: 4, int32: 4, bool: 1, complex64: 8, string: 0};
  return shape.reduce((size, length) => size * length, 1) * bytes[quantization?.dtype ?? dtype];
}

function parse(text: string, name: string): tf.io.ModelJSON {
  let json: Partial<tf.io.ModelJSON> | null;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Problem('not-json', name, {cause});
  }
  if (json?.format === 'graph-model') throw new Problem('other-format', `${name} (graph-model)`);
  if (!json?.modelTopology || !Array.isArray(json.weightsManifest)) throw new Problem('no-model', name);
  return json as tf.io.ModelJSON;
}

function onlyJson(files: readonly GivenFile[]): GivenFile | undefined {
  const found = files.filter(({path}) => /\.json$/i.test(path));
  return found.length === 1 ? found[0] : undefined;
}

async function unzip(blob: Blob): Promise<GivenFile[]> {
  let total = 0;
  try {
    const entries = unzipSync(new Uint8Array(await blob.arrayBuffer()), {
      filter({originalSize}) {
        total += originalSize;
        requireSize(total);
        return true;
      },
    });
    return Object.entries(entries)
      .filter(([path]) => !path.endsWith('/'))
      .map(([path, bytes]) => ({path, blob: new Blob([bytes as Uint8Array<ArrayBuffer>])}));
  } catch (cause) {
    throw cause instanceof Problem ? cause : new Problem('broken-zip', (cause as Error).message, {cause});
  }
}

function requireSize(bytes: number): void {
  if (bytes > MOST_BYTES)
    throw new Problem('too-large', `${Math.round(bytes / 2 ** 20)} MB / ${MOST_BYTES / 2 ** 20} MB`);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
