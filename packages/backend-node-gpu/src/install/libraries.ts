import {stat} from 'node:fs/promises';
import {join} from 'node:path';

/** The two shared libraries that make up TensorFlow: the second must be loaded before the first. */
export interface Libraries {
  /** Path of the library with the C API, such as `…/libtensorflow_cc.so.2`. */
  readonly library: string;
  /** Path of the library beside it that it needs, such as `…/libtensorflow_framework.so.2`. */
  readonly framework: string;
}

const LINUX: Libraries = {library: 'libtensorflow_cc.so.2', framework: 'libtensorflow_framework.so.2'};
const MACOS: Libraries = {library: 'libtensorflow_cc.2.dylib', framework: 'libtensorflow_framework.2.dylib'};

/** File names of the two libraries as Python's TensorFlow package carries them. */
export function libraryNames(platform: NodeJS.Platform = process.platform): Libraries {
  return platform === 'darwin' ? MACOS : LINUX;
}

/** Both libraries in `folder`, as Python's package or as a plain libtensorflow names them; undefined without both. */
export async function librariesIn(
  folder: string,
  platform: NodeJS.Platform = process.platform,
): Promise<Libraries | undefined> {
  const names = libraryNames(platform);
  const framework = join(folder, names.framework);
  if (!(await isFile(framework))) return undefined;
  for (const name of [names.library, names.library.replace('_cc', '')]) {
    const library = join(folder, name);
    if (await isFile(library)) return {library, framework};
  }
  return undefined;
}

/** Whether `path` leads to a file, symbolic links followed. */
export async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isFile(),
    () => false,
  );
}
