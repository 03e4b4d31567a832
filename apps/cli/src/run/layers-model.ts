import {mkdir, mkdtemp, rename, rm} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {syncFolder, writeAtomic} from '@residual/train/node';
import * as tf from '@tensorflow/tfjs-core';
import type {LayersModel} from '@tensorflow/tfjs-layers';

/** What someone who opens the model needs besides it. Kept as `userDefinedMetadata` in `model.json`. */
export interface ModelMetadata {
  readonly classes: readonly string[];
  /** Pixels in 0…1 become (pixel - mean) / std; one value a channel. */
  readonly normalize: {readonly mean: readonly number[]; readonly std: readonly number[]};
}

/**
 * Writes a model in TF.js layers format (`model.json`, `weights.bin`), as plain `tf.loadLayersModel` opens it.
 * The folder is replaced as a whole: it never holds one file of the old model and one of the new.
 */
export async function saveLayersModel(model: LayersModel, path: string, metadata: ModelMetadata): Promise<void> {
  const artifacts = await collectArtifacts(model);
  await mkdir(dirname(path), {recursive: true});
  const temporary = await mkdtemp(join(dirname(path), `.${basename(path)}-`));
  try {
    await writeAtomic(
      join(temporary, 'weights.bin'),
      new Uint8Array(tf.io.CompositeArrayBuffer.join(artifacts.weightData)),
    );
    await writeAtomic(
      join(temporary, 'model.json'),
      JSON.stringify({
        format: 'layers-model',
        generatedBy: artifacts.generatedBy,
        convertedBy: null,
        modelTopology: artifacts.modelTopology,
        weightsManifest: [{paths: ['weights.bin'], weights: artifacts.weightSpecs}],
        userDefinedMetadata: metadata,
      }),
    );
    await rm(path, {recursive: true, force: true});
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, {recursive: true, force: true});
    throw error;
  }
}

async function collectArtifacts(model: LayersModel): Promise<tf.io.ModelArtifacts> {
  let collected: tf.io.ModelArtifacts | undefined;
  await model.save({
    save: async artifacts => {
      collected = artifacts;
      return {modelArtifactsInfo: {dateSaved: new Date(), modelTopologyType: 'JSON'}};
    },
  });
  return collected!;
}
