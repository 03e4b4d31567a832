import {checkInteger} from './check.js';

/**
 * A seedable source of random numbers: xoshiro128** (Blackman and Vigna, 2018), its state filled by a 32-bit mixer.
 * The same seed gives the same numbers on every machine. Not for secrets.
 */
export class Random {
  readonly #seed: number;
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /** Use {@link random}, which checks the seed. `seed` is 32 bits here. */
  constructor(seed: number) {
    this.#seed = seed | 0;
    this.#a = mix(this.#seed + 0x9e3779b9);
    this.#b = mix(this.#a + 0x9e3779b9);
    this.#c = mix(this.#b + 0x9e3779b9);
    this.#d = mix(this.#c + 0x9e3779b9) | 1;
  }

  /** A number in [0, 1), with 32 random bits. */
  next(): number {
    return this.#bits() / 0x1_0000_0000;
  }

  /**
   * An integer in [0, n), each equally likely.
   *
   * @throws DataError `INVALID_ARGUMENT` if `n` is not an integer from 1 to 2^32.
   */
  integer(n: number): number {
    checkInteger('Random.integer', n, {min: 1, max: 0x1_0000_0000});
    const unbiased = 0x1_0000_0000 - (0x1_0000_0000 % n);
    let bits = this.#bits();
    while (bits >= unbiased) bits = this.#bits();
    return bits % n;
  }

  /**
   * An independent generator for `key`, a sample's number or the name of a purpose. It follows from the seed alone:
   * how many numbers were drawn before does not matter, so that work may be done in any order.
   */
  fork(key: number | string): Random {
    return new Random(typeof key === 'number' ? mixNumber(this.#seed, key) : mixString(this.#seed, key));
  }

  #bits(): number {
    const drawn = Math.imul(rotate(Math.imul(this.#b, 5), 7), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotate(this.#d, 11);
    return drawn;
  }
}

/**
 * A generator for `seed`, any integer from 0 to 2^53 - 1.
 *
 * @throws DataError `INVALID_ARGUMENT` for any other seed.
 */
export function random(seed: number): Random {
  return new Random(mixNumber(0, checkInteger('seed', seed)));
}

/** The finalizer of MurmurHash3: every bit of the input moves every bit of the output. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function mixNumber(state: number, key: number): number {
  const low = key | 0;
  const high = Math.floor(key / 0x1_0000_0000);
  return mix(Math.imul(mix(state + 0x9e3779b9) ^ mix(low + 0x7f4a7c15), 0x2c1b3c6d) + mix(high + 0x165667b1));
}

function mixString(state: number, key: string): number {
  let h = mix(state ^ 0x5bd1e995);
  for (let i = 0; i < key.length; i++) h = mix(Math.imul(h, 31) + key.charCodeAt(i));
  return h;
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
