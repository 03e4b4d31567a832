import type {ModelArtifacts} from '@tensorflow/tfjs-core/dist/io/types.js';
import {database} from './database.js';

/** What a stored model reads: `digits` are `[28, 28, 1]` of MNIST, `photos` are colour pictures. */
export type ModelKind = 'digits' | 'photos';

/** A stored model without its weights. */
export interface ModelInfo {
  readonly id: string;
  /** What a person called it. */
  readonly name: string;
  readonly kind: ModelKind;
  /** When it was made, in milliseconds since 1970. */
  readonly made: number;
  /** Names of the classes, in the order of the logits. */
  readonly classes: readonly string[];
  /** Share of test images that it reads rightly, from 0 to 1, where it was tested. */
  readonly accuracy?: number;
}

/** What TF.js saves and loads a network from: topology, weights, and metadata with the normalisation. */
export type ModelFiles = ModelArtifacts;

/** Stores a model under a new id, both parts or none. @returns The id. */
export async function saveModel(info: Omit<ModelInfo, 'id' | 'made'>, files: ModelFiles): Promise<string> {
  const id = crypto.randomUUID();
  const transaction = (await database()).transaction(['models', 'weights'], 'readwrite');
  await Promise.all([
    transaction.objectStore('models').put({...info, id, made: Date.now()}),
    transaction.objectStore('weights').put(files, id),
    transaction.done,
  ]);
  return id;
}

/** The stored models, newest first; of one kind where it is given. */
export async function listModels(kind?: ModelKind): Promise<ModelInfo[]> {
  const all = await (await database()).getAll('models');
  return all.filter(model => !kind || model.kind === kind).sort((a, b) => b.made - a.made);
}

/** The files of a model, or undefined where there is none of that id. */
export async function loadModelFiles(id: string): Promise<ModelFiles | undefined> {
  return (await database()).get('weights', id);
}

/** Deletes a model. */
export async function deleteModel(id: string): Promise<void> {
  const transaction = (await database()).transaction(['models', 'weights'], 'readwrite');
  await Promise.all([
    transaction.objectStore('models').delete(id),
    transaction.objectStore('weights').delete(id),
    transaction.done,
  ]);
}
