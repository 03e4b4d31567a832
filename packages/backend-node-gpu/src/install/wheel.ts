import {createReadStream} from 'node:fs';
import {readdir, stat} from 'node:fs/promises';
import {join} from 'node:path';
import type {Readable} from 'node:stream';
import {text} from 'node:stream/consumers';
import {type Entry, openPromise} from 'yauzl';
import {EngineError} from '../errors.js';

/** A file in a wheel, with what the wheel's own list says of it. */
export interface WheelFile {
  /** Path in the wheel, with forward slashes. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
  /** Whether it may be executed. */
  readonly executable: boolean;
}

/** A wheel to read from. */
export interface Wheel {
  /** The files of the wheel's `RECORD` that carry a checksum. */
  readonly files: readonly WheelFile[];
  /** The wheel's `METADATA`. */
  readonly metadata: string;
  /** The content of a file; a read of the stream fails when the wheel is damaged there. */
  read(path: string): Promise<Readable>;
  close(): void;
}

/** Where the files of a wheel lie: in an archive, or unpacked in a folder. */
interface Source extends Pick<Wheel, 'read' | 'close'> {
  /** Every path, with whether it is executable. */
  readonly paths: ReadonlyMap<string, {readonly executable: boolean}>;
}

/**
 * Opens the wheel in `folder`: the one `.whl` file in it, or the unpacked files.
 *
 * @throws EngineError `DAMAGED` when it is not a whole wheel.
 */
export async function openWheel(folder: string): Promise<Wheel> {
  const archive = (await readdir(folder)).find(name => name.endsWith('.whl'));
  const source = await (archive ? openArchive(join(folder, archive)) : openFolder(folder)).catch(error => {
    throw new EngineError('DAMAGED', `the wheel in ${folder} cannot be read: ${error.message}`, {cause: error});
  });
  try {
    const record = [...source.paths.keys()].find(path => /^[^/]+\.dist-info\/RECORD$/.test(path));
    if (record === undefined) throw new Error('expected a list of files, RECORD, got none');
    const lines = (await text(await source.read(record))).split(/\r?\n/);
    const files = lines.flatMap(line => parseRecord(line)).filter(({path}) => source.paths.has(path));
    return {
      files: files.map(file => ({...file, ...source.paths.get(file.path)!})),
      metadata: await text(await source.read(record.replace('RECORD', 'METADATA'))),
      read: source.read,
      close: source.close,
    };
  } catch (error) {
    source.close();
    throw new EngineError('DAMAGED', `the wheel in ${folder} is damaged: ${(error as Error).message}`, {cause: error});
  }
}

/** A line of RECORD: path, `sha256=` and a digest in URL-safe base64, size. Lines without a digest give nothing. */
function parseRecord(line: string): Omit<WheelFile, 'executable'>[] {
  const found = /^(?:"([^"]+)"|([^,"]+)),sha256=([\w-]+),(\d+)$/.exec(line);
  if (!found) return [];
  const sha256 = Buffer.from(found[3]!, 'base64url').toString('hex');
  return [{path: (found[1] ?? found[2])!, sha256, size: Number(found[4])}];
}

async function openArchive(path: string): Promise<Source> {
  const zip = await openPromise(path, {autoClose: false, lazyEntries: true});
  const entries = new Map<string, Entry & {executable: boolean}>();
  try {
    for await (const entry of zip.eachEntry()) {
      const executable = ((entry.externalFileAttributes >>> 16) & 0o111) !== 0;
      entries.set(entry.fileName, Object.assign(entry, {executable}));
    }
  } catch (error) {
    zip.close();
    throw error;
  }
  return {
    paths: new Map([...entries].map(([path, {executable}]) => [path, {executable}])),
    read: path => zip.openReadStreamPromise(entries.get(path)!),
    close: () => zip.close(),
  };
}

async function openFolder(folder: string): Promise<Source> {
  const paths = new Map<string, {executable: boolean}>();
  for (const path of await readdir(folder, {recursive: true})) {
    const found = await stat(join(folder, path));
    if (found.isFile()) paths.set(path, {executable: (found.mode & 0o111) !== 0});
  }
  return {paths, read: async path => createReadStream(join(folder, path)), close: () => {}};
}
