import type {BundledId} from '../networks/bundled.js';
import type {GivenFile} from './model-files.js';
import {Problem} from './problem.js';
import {readPhoto} from './read-photo.js';
import {openBase, type TeachBase} from './teach-base.js';

/** A photo to teach with. Its file is a reference to what is on disk: pixels are not kept. */
export interface Example {
  readonly path: string;
  readonly photo: Blob;
  /** What the base that was used last sees in it. */
  features?: {readonly base: BundledId; readonly values: Float32Array};
}

/** What became of photos that were added. */
export interface Added {
  readonly added: number;
  /** Paths of those that cannot be read, which were left out. */
  readonly broken: readonly string[];
}

/** The photos of each class, by the id that the page gave it. */
const classes = new Map<string, Example[]>();

/** The photos of a class. */
export const examplesOf = (classId: string): readonly Example[] => classes.get(classId) ?? [];

/** What is added. */
export interface AddOptions {
  readonly classId: string;
  readonly files: readonly GivenFile[];
  readonly base: BundledId;
}

/**
 * Adds photos to a class, one after another: each is decoded, looked at by the base, and let go. Broken ones are told.
 *
 * @param onProgress Called after each with how many are done.
 */
export async function addExamples(
  {classId, files, base: id}: AddOptions,
  onProgress: (done: number) => void,
): Promise<Added> {
  const base = await openBase(id);
  const own = classes.get(classId) ?? [];
  classes.set(classId, own);
  const broken: string[] = [];
  let added = 0;
  for (const [i, {path, blob}] of files.entries()) {
    try {
      const example = {path, photo: blob};
      await lookAt(example, base);
      own.push(example);
      added++;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      broken.push(path);
    }
    onProgress(i + 1);
  }
  return {added, broken};
}

/** Forgets a class and its photos. */
export function removeExamples(classId: string): void {
  classes.delete(classId);
}

/**
 * What a base sees in a photo: computed once for each base.
 *
 * @throws Problem where its file is no longer what it was.
 */
export async function lookAt(example: Example, base: TeachBase): Promise<Float32Array> {
  if (example.features?.base === base.id) return example.features.values;
  const values = await base.featuresOf(await readPhoto(example.photo));
  example.features = {base: base.id, values};
  return values;
}
