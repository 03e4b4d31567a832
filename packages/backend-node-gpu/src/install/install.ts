import {mkdtemp, rm} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {EngineError} from '../errors.js';
import {tensorFlowFolder} from './cache.js';
import {cudaRequirements, libraryPaths, neededFiles} from './contents.js';
import {withWheel} from './downloads.js';
import {currentPlatform, type InstalledFile, syncFolder, writeInstallation} from './installation.js';
import {currentHost, platformTags} from './platform.js';
import type {SetupOptions, SetupProgress} from './setup.js';
import {folderSize, formatBytes, requireSpace} from './space.js';
import {DOWNLOADS, sweep} from './sweep.js';
import {unpack} from './unpack.js';
import type {Wheel, WheelFile} from './wheel.js';

/** Bytes that the files need at their most: each wheel with pip's copies of it, and what is unpacked. */
const SPACE = {cpu: 1.8e9, gpu: 13e9};

/** Part of all downloading that TensorFlow's own wheel is when CUDA's wheels follow. */
const TENSORFLOW_SHARE = 0.2;

/** What to install, settled. */
export interface InstallOptions extends Required<Pick<SetupOptions, 'environment' | 'verify'>> {
  /** Name of TensorFlow's package on the index. */
  readonly name: string;
  readonly version: string;
  readonly gpu: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: SetupProgress) => void;
}

/** A fetched wheel, and what of it is to be unpacked. */
interface Part {
  readonly requirement: string;
  readonly files: readonly WheelFile[];
}

/** Fetches, unpacks, verifies, and makes the result the current installation. The caller holds the lock. */
export async function install(options: InstallOptions): Promise<void> {
  const {name, version, gpu, environment, signal, onProgress, verify} = options;
  const root = tensorFlowFolder(environment);
  await sweep(environment);
  await requireSpace(root, SPACE[gpu ? 'gpu' : 'cpu'] - (await folderSize(join(root, DOWNLOADS))));
  const parts = await fetchParts(options);

  const folder = await mkdtemp(join(root, `${name}-${version}-`));
  try {
    const files = await unpackParts(parts, folder, options);
    await syncFolder(root);
    onProgress({phase: 'verify', fraction: 0, message: 'running operations'});
    const {devices} = await verify(join(folder, libraryPaths().library), {environment, signal});
    signal.throwIfAborted();
    onProgress({phase: 'verify', fraction: 1, message: `works on ${devices.map(({type}) => type).join(', ')}`});
    const found = {folder: basename(folder), platform: currentPlatform(), version, gpu, ...libraryPaths(), files};
    await writeInstallation(found, environment);
  } catch (error) {
    await rm(folder, {recursive: true, force: true});
    throw error;
  }
  await rm(join(root, DOWNLOADS), {recursive: true, force: true});
  await sweep(environment);
}

/** Fetches TensorFlow's wheel and, for a GPU, those of CUDA that it names. */
async function fetchParts({name, version, gpu, ...options}: InstallOptions): Promise<Part[]> {
  const tensorFlow = `${name}==${version}`;
  const {metadata, ...first} = await fetchPart(tensorFlow, {...options, from: 0, to: gpu ? TENSORFLOW_SHARE : 1});
  for (const path of Object.values(libraryPaths())) {
    if (!first.files.some(file => file.path === path)) {
      const mend = 'expected it in the wheel of TensorFlow 2.16.1 or later; choose such a version';
      throw new EngineError('SETUP_FAILED', `${tensorFlow} has no ${path}: ${mend}`);
    }
  }
  const parts: Part[] = [first];
  const others = gpu ? cudaRequirements(metadata) : [];
  if (gpu && others.length === 0) {
    throw new EngineError('SETUP_FAILED', `${tensorFlow} names no wheels with CUDA; choose version 2.16.1 or later`);
  }
  for (const [i, requirement] of others.entries()) {
    const at = (index: number) => TENSORFLOW_SHARE + ((1 - TENSORFLOW_SHARE) * index) / others.length;
    parts.push(await fetchPart(requirement, {...options, from: at(i), to: at(i + 1)}));
  }
  return parts;
}

async function fetchPart(
  requirement: string,
  {from, to, ...options}: Omit<InstallOptions, 'name' | 'version' | 'gpu'> & {from: number; to: number},
): Promise<Part & {metadata: string}> {
  const report = (part: number) => {
    options.onProgress({phase: 'download', fraction: from + (to - from) * part, message: `fetching ${requirement}`});
  };
  report(0);
  const part = await useWheel(requirement, {...options, onProgress: report}, async ({files, metadata}) => {
    return {requirement, files: neededFiles(files), metadata};
  });
  report(1);
  return part;
}

async function unpackParts(parts: readonly Part[], folder: string, options: InstallOptions): Promise<InstalledFile[]> {
  const {signal, onProgress} = options;
  const total = parts.flatMap(({files}) => files).reduce((sum, {size}) => sum + size, 0);
  await requireSpace(folder, total);
  let written = 0;
  const onBytes = (bytes: number) => {
    written += bytes;
    onProgress({phase: 'unpack', fraction: Math.min(1, written / total), message: `unpacking ${formatBytes(total)}`});
  };
  const done: InstalledFile[] = [];
  for (const {requirement, files} of parts) {
    const work = (wheel: Wheel) => unpack(wheel, files, {folder, signal, onBytes});
    done.push(...(await useWheel(requirement, {...options, onProgress: () => {}}, work)));
  }
  return done;
}

function useWheel<T>(
  requirement: string,
  {
    environment,
    signal,
    onProgress,
  }: Pick<InstallOptions, 'environment' | 'signal'> & {onProgress: (part: number) => void},
  work: (wheel: Wheel) => Promise<T>,
): Promise<T> {
  const downloads = join(tensorFlowFolder(environment), DOWNLOADS);
  const tags = platformTags(currentHost());
  return withWheel({requirement, downloads, tags, environment, signal, onProgress}, work);
}
