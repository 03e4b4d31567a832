import {readdir, stat, statfs} from 'node:fs/promises';
import {join} from 'node:path';
import {EngineError} from '../errors.js';

/** A count of bytes for people: `853 MB`, `5.4 GB`. */
export function formatBytes(bytes: number): string {
  return bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** Bytes in the files below `folder`; 0 without such a folder. */
export async function folderSize(folder: string): Promise<number> {
  const names = await readdir(folder, {recursive: true}).catch(() => []);
  const found = await Promise.all(names.map(name => stat(join(folder, name)).catch(() => undefined)));
  return found.reduce((sum, entry) => sum + (entry?.isFile() ? entry.size : 0), 0);
}

/** @throws EngineError `NO_SPACE` when the file system of `folder` has less than `bytes` free. */
export async function requireSpace(folder: string, bytes: number): Promise<void> {
  const {bavail, bsize} = await statfs(folder);
  if (bavail * bsize < bytes)
    throw noSpace(folder, `expected ${formatBytes(bytes)} free, got ${formatBytes(bavail * bsize)}`);
}

/** The error for a full disk. */
export function noSpace(folder: string, found: string, options?: ErrorOptions): EngineError {
  const mend = 'free some space, or set RESIDUAL_CACHE_DIR to a folder on another disk';
  return new EngineError('NO_SPACE', `not enough space in ${folder}: ${found}; ${mend}`, options);
}
