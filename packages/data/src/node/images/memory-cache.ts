import type {ByteImage} from '../../transforms/image-transform.js';

/** Images by key, up to a number of bytes; those that were not asked for the longest give way. */
export class MemoryCache {
  readonly #limit: number;
  readonly #images = new Map<string, ByteImage>();
  #bytes = 0;

  /** `limit` counts bytes of pixels. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Bytes of pixels held. */
  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): ByteImage | undefined {
    const image = this.#images.get(key);
    if (!image) return undefined;
    // A map keeps the order of insertion: the oldest comes first.
    this.#images.delete(key);
    this.#images.set(key, image);
    return image;
  }

  set(key: string, image: ByteImage): void {
    const {length} = image.data;
    if (length > this.#limit || this.#images.has(key)) return;
    this.#images.set(key, image);
    this.#bytes += length;
    for (const [oldest, {data}] of this.#images) {
      if (this.#bytes <= this.#limit) break;
      this.#images.delete(oldest);
      this.#bytes -= data.length;
    }
  }
}
