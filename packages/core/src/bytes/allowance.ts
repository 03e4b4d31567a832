import {CoreError} from '../errors.js';

/** Bytes of memory that every byte of a file may cause to be taken. */
const timesTheFile = 16;

/** Bytes of memory that even the smallest file may take. */
const atLeast = 2 ** 23;

/**
 * The memory that reading a file may take: 16 bytes for each of its bytes, and 8 MiB. Whatever a file asks for is taken
 * from it first, as an estimate from above of what it will occupy, so that a small file which unpacks to a huge one is
 * refused while it is still small. Files of weights take one to two bytes for each of theirs.
 */
export class Allowance {
  #left: number;

  /** @param fileSize In bytes. */
  constructor(fileSize: number) {
    this.#left = timesTheFile * fileSize + atLeast;
  }

  /**
   * @param what What the bytes are for, for the message.
   * @throws CoreError `FILE_EXPANDS` where they are more than is left.
   */
  take(bytes: number, what: string): void {
    this.#left -= bytes;
    if (this.#left >= 0) return;
    throw new CoreError(
      'FILE_EXPANDS',
      `${what}: the file would take more than ${timesTheFile} times its size in memory, which no file of weights does: ` +
        'it is damaged, or made to exhaust memory',
    );
  }
}
