import {stat} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {EngineError} from '../errors.js';
import type {Environment} from './cache.js';
import {damagedFiles, installedLibraries, readInstallation} from './installation.js';
import {isFile, type Libraries, librariesIn, libraryNames} from './libraries.js';
import {pythonTensorFlow} from './python.js';

/** A TensorFlow on this machine that the engine can load. */
export interface TensorFlowLibrary extends Libraries {
  /** Who named it: the caller, `RESIDUAL_TENSORFLOW`, `setup`'s installation, Python's package, or tfjs-node's installer. */
  readonly source: 'option' | 'environment' | 'cache' | 'python' | 'tfjs-node';
  /** TensorFlow's version, where it is known before loading. */
  readonly version?: string;
}

/** What to look for. */
export interface FindOptions {
  /** A library file, or a folder that holds one. Nothing else is considered then. */
  readonly library?: string | undefined;
  /** Variables in place of `process.env`. */
  readonly environment?: Environment;
}

/**
 * Finds TensorFlow's libraries: the option `library`, then the variable `RESIDUAL_TENSORFLOW`, then what `setup`
 * installed, then `tensorflow` or `tensorflow-cpu` of the active Python, then what tfjs-node's installer fetched.
 *
 * @returns undefined where there is none.
 * @throws EngineError `NOT_FOUND` when the option or the variable names something that cannot serve.
 */
export async function findTensorFlow({
  library,
  environment = process.env,
}: FindOptions = {}): Promise<TensorFlowLibrary | undefined> {
  if (library) return {...(await named(library, 'the option `library`')), source: 'option'};
  const variable = environment.RESIDUAL_TENSORFLOW;
  if (variable) return {...(await named(variable, 'RESIDUAL_TENSORFLOW')), source: 'environment'};
  return (await findInstalled(environment)) ?? (await ofPython(environment)) ?? (await ofTfjsNode());
}

async function named(path: string, by: string): Promise<Libraries> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    throw new EngineError(
      'NOT_FOUND',
      `${by} names ${path}, which does not exist; name a TensorFlow library or its folder`,
    );
  }
  if (found.isDirectory()) {
    for (const folder of [path, join(path, 'tensorflow'), join(path, 'lib')]) {
      const libraries = await librariesIn(folder);
      if (libraries) return libraries;
    }
    const names = Object.values(libraryNames()).join(' and ');
    throw new EngineError('NOT_FOUND', `${by} names the folder ${path}: expected ${names} in it, got no such pair`);
  }
  const framework = join(dirname(path), libraryNames().framework);
  if (path === framework) {
    throw new EngineError(
      'NOT_FOUND',
      `${by} names ${path}: expected the library beside it, ${libraryNames().library}`,
    );
  }
  if (!(await isFile(framework))) {
    throw new EngineError(
      'NOT_FOUND',
      `${by} names ${path}: expected ${libraryNames().framework} beside it, got no such file`,
    );
  }
  return {library: path, framework};
}

/** What `setup` installed, if it is all there. */
export async function findInstalled(environment: Environment): Promise<TensorFlowLibrary | undefined> {
  const installation = await readInstallation(environment);
  if (installation === undefined || (await damagedFiles(installation, environment)).length > 0) return undefined;
  return {...installedLibraries(installation, environment), source: 'cache', version: installation.version};
}

async function ofPython(environment: Environment): Promise<TensorFlowLibrary | undefined> {
  const python = await pythonTensorFlow(environment);
  const libraries = python && (await librariesIn(python.folder));
  if (libraries === undefined) return undefined;
  return {...libraries, source: 'python', ...(python?.version !== undefined && {version: python.version})};
}

/** tfjs-node and tfjs-node-gpu unpack libtensorflow into their own folder, where their install script may run. */
async function ofTfjsNode(): Promise<TensorFlowLibrary | undefined> {
  for (const from of [join(process.cwd(), 'package.json'), fileURLToPath(import.meta.url)]) {
    for (const name of ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node']) {
      const manifest = resolve(from, `${name}/package.json`);
      const libraries = manifest && (await librariesIn(join(dirname(manifest), 'deps', 'lib')));
      if (libraries) return {...libraries, source: 'tfjs-node'};
    }
  }
  return undefined;
}

function resolve(from: string, name: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}
