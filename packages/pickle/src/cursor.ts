import {PickleError} from './error.js';

// In Node, browsers and workers alike, but not in the language's own library.
declare const TextDecoder: new (label: string, options: {fatal: boolean}) => {decode(bytes: Uint8Array): string};

/** Reads a pickle's bytes from front to back, never beyond their end. */
export class Cursor {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at: number;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = start;
  }

  /** Position of the next byte. */
  get at(): number {
    return this.#at;
  }

  uint8(): number {
    return this.#view.getUint8(this.#skip(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#skip(2), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#skip(4), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#skip(4), true);
  }

  /** A length of 64 bits; too large ones fail where they are used. */
  length64(): number {
    return Number(this.#view.getBigUint64(this.#skip(8), true));
  }

  /** The one kind of number that pickles have in big-endian order. */
  float64(): number {
    return this.#view.getFloat64(this.#skip(8), false);
  }

  /** The next bytes, not copied. */
  take(length: number): Uint8Array {
    const begin = this.#skip(length);
    return this.#bytes.subarray(begin, begin + length);
  }

  /** The bytes just taken, as a text. */
  text(bytes: Uint8Array): string {
    try {
      return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
    } catch (cause) {
      throw new PickleError('PICKLE_CORRUPT', `the pickle has a text before byte ${this.#at} that is no UTF-8`, {
        cause,
      });
    }
  }

  /** Text up to the end of the line, which is passed over. */
  line(): string {
    const end = this.#bytes.indexOf(10, this.#at);
    if (end < 0) throw this.#truncated();
    const line = this.text(this.take(end - this.#at));
    this.#at++;
    return line;
  }

  /** Passes over bytes. Returns where they begin. */
  #skip(length: number): number {
    const begin = this.#at;
    if (length > this.#bytes.length - begin) throw this.#truncated();
    this.#at += length;
    return begin;
  }

  #truncated(): PickleError {
    return new PickleError(
      'PICKLE_TRUNCATED',
      `the pickle ends at byte ${this.#bytes.length}, in the middle of a value`,
    );
  }
}
