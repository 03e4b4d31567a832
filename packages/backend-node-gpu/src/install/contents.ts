import {posix} from 'node:path';
import {libraryNames} from './libraries.js';
import type {WheelFile} from './wheel.js';

/**
 * The files of a wheel that are needed to run: TensorFlow's two libraries, CUDA's libraries with the assembler
 * `ptxas` and the device code, and what the licences ask to keep. They keep their paths, since TensorFlow looks for
 * CUDA at `../nvidia` from its own folder.
 */
export function neededFiles(files: readonly WheelFile[]): WheelFile[] {
  const libraries = Object.values(libraryPaths());
  return files.filter(({path}) => libraries.includes(path) || isCuda(path) || isLegal(path));
}

/** Paths of TensorFlow's libraries in its wheel. */
export function libraryPaths(): {library: string; framework: string} {
  const {library, framework} = libraryNames();
  return {library: posix.join('tensorflow', library), framework: posix.join('tensorflow', framework)};
}

/** The wheels that TensorFlow's extra `and-cuda` names in the wheel's `METADATA`, as requirements. */
export function cudaRequirements(metadata: string): string[] {
  return metadata.split(/\r?\n/).flatMap(line => {
    const found = /^Requires-Dist:\s*([\w.-]+)\s*\(?([^;)]*)\)?\s*;.*extra == ["']and-cuda["']/.exec(line);
    return found ? [`${found[1]}${found[2]!.replaceAll(' ', '')}`] : [];
  });
}

function isCuda(path: string): boolean {
  return path.startsWith('nvidia/') && !/\/include\/|\.(a|h|py)$/.test(path);
}

function isLegal(path: string): boolean {
  return (
    path === 'tensorflow/THIRD_PARTY_NOTICES.txt' ||
    path === 'tensorflow/include/LICENSE' ||
    /^[^/]+\.dist-info\/(METADATA$|(.*\/)?(licen[cs]e|notice)[^/]*$)/i.test(path)
  );
}
