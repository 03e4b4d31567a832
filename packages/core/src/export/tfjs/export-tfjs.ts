import type * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import {encodeText} from '../../bytes/text.js';
import {CoreError} from '../../errors.js';
import type {ExportOptions} from '../export-options.js';
import type {Weight} from '../graph/graph.js';
import {storeWeight} from '../stored-weight.js';
import {blockDiagonal} from './block-diagonal.js';
import {plainTopology} from './plain-topology.js';
import {shards} from './shards.js';

/** How to write TF.js's format. */
export interface ExportTfjsOptions extends ExportOptions {
  /** Most bytes of a file of weights. Default 4 MiB, which browsers keep in their caches. */
  shardBytes?: number;
}

/**
 * A model in TF.js layers format, as its files by their names: `model.json` and weights. Plain `tf.loadLayersModel`
 * opens it, without this project. TF.js has no grouped convolution: one becomes an ordinary convolution that has zeros
 * between groups, which computes the same from `groups` times as many weights.
 *
 * @param options `half`: kernels in half precision, which TF.js decodes as it opens the model. `metadata` becomes
 *   `userDefinedMetadata`, which `model.getUserDefinedMetadata()` returns.
 */
export async function exportTfjs(
  model: tfl.LayersModel,
  {half = false, metadata, shardBytes = 4 * 2 ** 20}: ExportTfjsOptions = {},
): Promise<Record<string, Uint8Array>> {
  if (!(shardBytes >= 1)) throw new CoreError('BAD_OPTION', `shardBytes: expected 1 or more, got ${shardBytes}`);
  const {topology, groups} = plainTopology(model);
  const weights: tf.io.WeightsManifestEntry[] = [];
  const data: Uint8Array[] = [];
  for (const variable of model.weights) {
    const name = variable.originalName;
    const value = variable.read();
    const own = {shape: value.shape, data: (await value.data()) as Float32Array};
    const weight: Weight = groups.has(name) ? blockDiagonal(own, groups.get(name)!) : own;
    const stored = storeWeight(weight, {half});
    const quantization = {quantization: {dtype: 'float16', original_dtype: 'float32'} as const};
    weights.push({name, shape: [...weight.shape], dtype: 'float32', ...(stored.half && quantization)});
    data.push(stored.bytes);
  }
  const files = shards(data, shardBytes);
  const description = {
    format: 'layers-model',
    generatedBy: 'residual',
    convertedBy: null,
    modelTopology: topology,
    weightsManifest: [{paths: Object.keys(files), weights}],
    ...(metadata && {userDefinedMetadata: metadata}),
  };
  return {'model.json': encodeText(JSON.stringify(description)), ...files};
}
