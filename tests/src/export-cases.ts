import {mkdir, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {
  createModel,
  type ExportOptions,
  exportOnnx,
  exportSafetensors,
  exportSavedModel,
  exportTfjs,
  type ModelOptions,
  type ResNetConfig,
} from '@residual/core';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {noise} from '../../packages/core/src/testing/noise.js';

/** A network that is exported in every format. */
export interface ExportCase {
  readonly id: string;
  readonly network: string;
  readonly options?: ModelOptions & Partial<ResNetConfig>;
  readonly half?: boolean;
}

/** What `cases.json` tells those who open the files: the folder of a case, its network, and the shape of its images. */
export interface CaseFile {
  readonly id: string;
  readonly network: string;
  readonly shape: readonly number[];
}

const images = 2;

/**
 * Writes a network of noise in every format into `folder/ID`, with images of noise beside.
 *
 * @returns what those who open it need to know, and the logits that they should find.
 */
export async function writeCase(
  folder: string,
  {id, network, options, half = false}: ExportCase,
): Promise<{file: CaseFile; logits: number[][]}> {
  const model = createModel(network, options);
  fillWithNoise(model);
  const shape = [images, ...(model.inputs[0]!.shape.slice(1) as number[])];
  const input = Float32Array.from(
    noise(
      shape.reduce((product, length) => product * length),
      -1,
    ),
  );

  const write = async (path: string, bytes: Uint8Array) => {
    const file = join(folder, id, path);
    await mkdir(dirname(file), {recursive: true});
    await writeFile(file, bytes);
  };
  const to: ExportOptions = {half, metadata: {classes: ['cat', 'dog']}};
  const tfjs = await exportTfjs(model, to);
  for (const [path, bytes] of Object.entries(tfjs)) await write(`tfjs/${path}`, bytes);
  for (const [path, bytes] of Object.entries(await exportSavedModel(model, to)))
    await write(`saved-model/${path}`, bytes);
  await write('model.onnx', await exportOnnx(model, to));
  await write('model.safetensors', await exportSafetensors(model, to));
  await write('input.bin', new Uint8Array(input.buffer));

  const expected = half ? await opened(tfjs) : model;
  const logits = tf.tidy(() => (expected.predict(tf.tensor(input, shape)) as tf.Tensor2D).arraySync());
  for (const one of new Set([model, expected])) one.dispose();
  return {file: {id, network, shape}, logits};
}

/** Kernels start as noise; statistics, scales and biases become it. */
function fillWithNoise(model: tfl.LayersModel): void {
  model.weights.forEach((weight, index) => {
    const {size, shape} = weight.read();
    const around = /\/(gamma|moving_variance)$/.test(weight.originalName) ? 1 : 0;
    const values = Float32Array.from(noise(size, index), value => around + 0.3 * value);
    if (!weight.originalName.endsWith('/kernel')) tf.tidy(() => void weight.write(tf.tensor(values, shape)));
  });
}

/** The model whose weights are those of the files, rounded as they are. */
async function opened(files: Record<string, Uint8Array>): Promise<tfl.LayersModel> {
  const {weightsManifest, ...file} = JSON.parse(new TextDecoder().decode(files['model.json']));
  const [{paths, weights: weightSpecs}] = weightsManifest;
  const weightData = paths.map((path: string) => files[path]!.slice().buffer);
  return tfl.loadLayersModel(tf.io.fromMemory({...file, weightSpecs, weightData}));
}
