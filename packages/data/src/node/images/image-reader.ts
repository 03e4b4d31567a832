import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {readFile, stat} from 'node:fs/promises';
import {isMainThread} from 'node:worker_threads';
import type {ByteImage} from '../../transforms/image-transform.js';
import {readError} from '../contents.js';
import {type DecodeOptions, decodeImage} from './decode-image.js';
import {DiskCache} from './disk-cache.js';
import {MemoryCache} from './memory-cache.js';

/** Where decoded images are kept, before augmentation. */
export interface CacheOptions {
  /** Bytes of pixels in memory, all workers together. Default 0: none. */
  readonly memory?: number;
  /** A folder, and how many bytes of it. Default: none. */
  readonly disk?: {readonly dir: string; readonly bytes: number};
}

/** How {@link ImageReader} reads. Plain data, for it is sent to workers. */
export interface ReaderSettings {
  readonly decode: DecodeOptions;
  readonly cache: CacheOptions;
  /** Readers that share the cache on disk. Default 1. */
  readonly writers?: number;
}

/** Reads image files, decodes them and brings them to size, or takes them from a cache. */
export class ImageReader {
  readonly #decode: DecodeOptions;
  readonly #memory: MemoryCache | undefined;
  readonly #disk: DiskCache | undefined;

  constructor({decode, cache: {memory = 0, disk}, writers}: ReaderSettings) {
    this.#decode = decode;
    this.#memory = memory > 0 ? new MemoryCache(memory) : undefined;
    this.#disk = disk && new DiskCache({...disk, writers});
  }

  /**
   * The image at `path`. The caller must not write into it: it may be read again.
   *
   * @throws DataError as `decodeImage`, `FILE_MISSING` and `FILE_UNREADABLE`.
   */
  async read(path: string): Promise<ByteImage> {
    const kept = this.#memory?.get(path);
    if (kept) return kept;
    const image = await this.#readBelow(path);
    this.#memory?.set(path, image);
    return image;
  }

  async #readBelow(path: string): Promise<ByteImage> {
    const key = this.#disk && (await this.#keyOf(path));
    const kept = key && (await this.#disk?.get(key));
    if (kept) return kept;
    const image = await decodeImage(await readWhole(path), path, this.#decode);
    if (key) await this.#disk?.set(key, image);
    return image;
  }

  /** Of a file as it is now: one that was changed has another key. */
  async #keyOf(path: string): Promise<string | undefined> {
    const found = await stat(path).catch(() => undefined);
    if (!found) return undefined;
    const facts = JSON.stringify([path, found.size, found.mtimeMs, this.#decode]);
    return createHash('sha256').update(facts).digest('hex').slice(0, 40);
  }
}

/** In a worker, where nobody else waits, at once: four turns of the thread pool would cost more than decoding. */
async function readWhole(path: string): Promise<Uint8Array> {
  try {
    return isMainThread ? await readFile(path) : readFileSync(path);
  } catch (error) {
    throw readError(path, error);
  }
}
