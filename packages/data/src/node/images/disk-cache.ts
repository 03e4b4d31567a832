import {createHash} from 'node:crypto';
import {mkdir, readdir, readFile, rename, rm, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {threadId} from 'node:worker_threads';
import type {ByteImage} from '../../transforms/image-transform.js';

const SUFFIX = '.pixels';
const DIGEST = 32;
/** Digest, height, width, channels. */
const HEADER = DIGEST + 12;

/**
 * Decoded images in a folder, one file each, up to a number of bytes: a full cache takes no more, for in epochs over all
 * images whatever is thrown out is what is wanted next. A file whose checksum is wrong counts as absent. A folder that
 * cannot be written is a cache that stays empty.
 */
export class DiskCache {
  readonly #dir: string;
  readonly #limit: number;
  readonly #writers: number;
  #measured: Promise<void> | undefined;
  /** Bytes that may still be written: this cache's part of what the folder may take. */
  #free = 0;

  /** `writers` caches in several threads share the folder: each may fill its part of what is free. Default 1. */
  constructor({dir, bytes, writers = 1}: {dir: string; bytes: number; writers?: number | undefined}) {
    this.#dir = dir;
    this.#limit = bytes;
    this.#writers = writers;
  }

  async get(key: string): Promise<ByteImage | undefined> {
    const bytes = await readFile(this.#path(key)).catch(() => undefined);
    if (!bytes || bytes.length < HEADER) return undefined;
    if (!bytes.subarray(0, DIGEST).equals(digest(bytes.subarray(DIGEST)))) return undefined;
    const [height, width, channels] = [0, 4, 8].map(offset => bytes.readUInt32LE(DIGEST + offset)) as [
      number,
      number,
      number,
    ];
    return {height, width, channels, data: new Uint8Array(bytes.subarray(HEADER))};
  }

  async set(key: string, {data, height, width, channels}: ByteImage): Promise<void> {
    const size = HEADER + data.length;
    this.#measured ??= this.#measure();
    await this.#measured;
    if (this.#free < size) return;
    this.#free -= size;
    const file = Buffer.alloc(size);
    for (const [i, value] of [height, width, channels].entries()) file.writeUInt32LE(value, DIGEST + 4 * i);
    file.set(data, HEADER);
    file.set(digest(file.subarray(DIGEST)), 0);
    const path = this.#path(key);
    const temporary = `${path}.${process.pid}.${threadId}`;
    try {
      await writeFile(temporary, file);
      await rename(temporary, path);
    } catch {
      await rm(temporary, {force: true}).catch(() => {});
    }
  }

  /** Looks at what the folder holds from earlier runs. */
  async #measure(): Promise<void> {
    try {
      await mkdir(this.#dir, {recursive: true});
      const sizes = (await readdir(this.#dir)).map(name => stat(join(this.#dir, name)).then(({size}) => size));
      const held = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
      this.#free = (this.#limit - held) / this.#writers;
    } catch {
      this.#free = 0;
    }
  }

  #path(key: string): string {
    return join(this.#dir, `${key}${SUFFIX}`);
  }
}

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
