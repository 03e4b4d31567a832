import {BinaryWriter, WireType} from '@bufbuild/protobuf/wire';
import {CoreError} from '../../errors.js';

/** Readers of protocol buffers refuse longer messages. */
const LONGEST = 2 ** 31 - 1;

/**
 * A message of protocol buffers under way. Fields are written in the order of the calls; large bytes are kept by
 * reference and copied once, by {@link finish}, however deep they lie.
 */
export class Message {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  /** A field of an integer, an enumeration or a truth value. */
  int(field: number, value: number | boolean): this {
    return this.#add(new BinaryWriter().tag(field, WireType.Varint).int64(Number(value)).finish());
  }

  /** A repeated field of integers. */
  ints(field: number, values: readonly number[]): this {
    const packed = new BinaryWriter().tag(field, WireType.LengthDelimited).fork();
    for (const value of values) packed.int64(value);
    return this.#add(packed.join().finish());
  }

  /** A field of single precision. */
  float(field: number, value: number): this {
    return this.#add(new BinaryWriter().tag(field, WireType.Bit32).float(value).finish());
  }

  /** A field of text. */
  text(field: number, value: string): this {
    return this.#add(new BinaryWriter().tag(field, WireType.LengthDelimited).string(value).finish());
  }

  /** A field of bytes, which must not change until the message is finished. */
  bytes(field: number, value: Uint8Array): this {
    return this.#add(lengthPrefix(field, value.length)).#add(value);
  }

  /** A field that is a message itself, complete by now. */
  message(field: number, inner: Message): this {
    this.#add(lengthPrefix(field, inner.#length));
    for (const part of inner.#parts) this.#add(part);
    return this;
  }

  /** An entry of a map from texts to messages. */
  entry(field: number, key: string, value: Message): this {
    return this.message(field, new Message().text(1, key).message(2, value));
  }

  /**
   * The message's bytes.
   *
   * @throws CoreError `TOO_LARGE` past 2 GB, which no reader takes.
   */
  finish(): Uint8Array {
    if (this.#length > LONGEST) {
      throw new CoreError(
        'TOO_LARGE',
        `expected a file of at most ${LONGEST} bytes, as protocol buffers allow, got ${this.#length}; ` +
          'export in half precision, or in a format without this limit (TF.js, safetensors)',
      );
    }
    const bytes = new Uint8Array(this.#length);
    let end = 0;
    for (const part of this.#parts) {
      bytes.set(part, end);
      end += part.length;
    }
    return bytes;
  }

  #add(part: Uint8Array): this {
    this.#parts.push(part);
    this.#length += part.length;
    return this;
  }
}

function lengthPrefix(field: number, length: number): Uint8Array {
  return new BinaryWriter().tag(field, WireType.LengthDelimited).int64(length).finish();
}
