import {open, readFile, rename, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {type Environment, tensorFlowFolder} from './cache.js';
import type {Libraries} from './libraries.js';

const FORMAT = 'residual-tensorflow-1';
/** Name of the file that says which folder is the installation. */
export const MARKER = 'installation.json';

/** A file of an installation. */
export interface InstalledFile {
  /** Path relative to the installation's folder, with forward slashes. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
}

/** What `setup` installed, as its marker file records it. Paths are relative to `folder`. */
export interface Installation extends Libraries {
  /** Name of the folder beside the marker that holds the files. */
  readonly folder: string;
  /** The system and processor for which it was made, such as `linux-x64`. */
  readonly platform: string;
  readonly version: string;
  /** Whether this is the CUDA build. */
  readonly gpu: boolean;
  readonly files: readonly InstalledFile[];
}

/**
 * Reads the marker. The marker is written last and in one step, so an installation either has one and is whole,
 * or is none. Resolves to undefined without a marker, or with one of another format or platform.
 */
export async function readInstallation(environment: Environment): Promise<Installation | undefined> {
  const text = await readFile(join(tensorFlowFolder(environment), MARKER), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const {format, ...installation} = parse(text);
  if (format !== FORMAT || installation.platform !== currentPlatform()) return undefined;
  return installation;
}

/** Makes `installation` the current one: the marker is written aside, synced and renamed. */
export async function writeInstallation(installation: Installation, environment: Environment): Promise<void> {
  const marker = join(tensorFlowFolder(environment), MARKER);
  const file = await open(`${marker}.new`, 'w');
  try {
    await file.writeFile(`${JSON.stringify({format: FORMAT, ...installation}, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${marker}.new`, marker);
  await syncFolder(tensorFlowFolder(environment));
}

/** Paths of files that are missing or of another size than the marker says. */
export async function damagedFiles({folder, files}: Installation, environment: Environment): Promise<string[]> {
  const wrong = await Promise.all(
    files.map(async ({path, size}) => {
      const found = await stat(join(tensorFlowFolder(environment), folder, path)).catch(() => undefined);
      return found?.size === size ? [] : [path];
    }),
  );
  return wrong.flat();
}

/** Absolute paths of an installation's libraries. */
export function installedLibraries({folder, library, framework}: Installation, environment: Environment): Libraries {
  const root = join(tensorFlowFolder(environment), folder);
  return {library: join(root, library), framework: join(root, framework)};
}

/** The system and processor of this process, such as `linux-x64`. */
export function currentPlatform(): string {
  return `${process.platform}-${process.arch}`;
}

/** Makes names created or renamed in `folder` survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function parse(text: string): Installation & {format?: string} {
  try {
    return JSON.parse(text);
  } catch {
    return {} as Installation;
  }
}
