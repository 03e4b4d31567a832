import {createHash} from 'node:crypto';
import {mkdir, open} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {EngineError} from '../errors.js';
import {type InstalledFile, syncFolder} from './installation.js';
import {noSpace} from './space.js';
import type {Wheel, WheelFile} from './wheel.js';

/** Where to unpack, and whom to tell. */
export interface UnpackOptions {
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Receives the count of bytes written since the last call. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Writes `files` of `wheel` into `folder` under their own paths, synced to the disk. A file whose size or SHA-256
 * differs from the wheel's list fails the whole: the caller removes the folder.
 *
 * @throws EngineError `DAMAGED` for a wheel that is not what its list says, `NO_SPACE` for a full disk.
 */
export async function unpack(
  wheel: Wheel,
  files: readonly WheelFile[],
  {folder, signal, onBytes}: UnpackOptions,
): Promise<InstalledFile[]> {
  const folders = new Set(files.map(({path}) => dirname(join(folder, path))));
  for (const name of folders) await mkdir(name, {recursive: true});
  for (const file of files) {
    await unpackFile(wheel, file, {folder, signal, onBytes}).catch(error => {
      throw signal.aborted ? error : explain(error, file, folder);
    });
  }
  for (const name of folders) await syncFolder(name);
  return files.map(({path, size, sha256}) => ({path, size, sha256}));
}

async function unpackFile(wheel: Wheel, file: WheelFile, {folder, signal, onBytes}: UnpackOptions): Promise<void> {
  const target = await open(join(folder, file.path), 'w', file.executable ? 0o755 : 0o644);
  try {
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of await wheel.read(file.path)) {
      signal.throwIfAborted();
      hash.update(chunk);
      size += chunk.length;
      await target.writeFile(chunk);
      onBytes(chunk.length);
    }
    const sha256 = hash.digest('hex');
    if (size !== file.size) throw damaged(file, `expected ${file.size} bytes, got ${size}`);
    if (sha256 !== file.sha256) throw damaged(file, `expected SHA-256 ${file.sha256}, got ${sha256}`);
    await target.sync();
  } finally {
    await target.close();
  }
}

/** A full disk and a damaged archive get errors of their own; other words of the operating system stay as they are. */
function explain(error: NodeJS.ErrnoException, file: WheelFile, folder: string): Error {
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') {
    return noSpace(folder, `the disk was full while ${file.path} was written`, {cause: error});
  }
  if (error instanceof EngineError || error.syscall !== undefined) return error;
  return damaged(file, error.message, {cause: error});
}

function damaged({path}: WheelFile, found: string, options?: ErrorOptions): EngineError {
  return new EngineError('DAMAGED', `${path} in the downloaded wheel is damaged: ${found}`, options);
}
