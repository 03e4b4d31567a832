import {readFileSync, realpathSync} from 'node:fs';
import koffi from 'koffi';

/** Advice to `madvise`: nothing of these pages is needed soon. Those of a file are read from it again if need be. */
const DONTNEED = 4;

/**
 * Gives back pages of a library's file that loading has left in memory: its symbol tables and the code that ran once, some 190
 * of TensorFlow's 250 MiB. What is used again comes back by itself. On Linux; elsewhere nothing happens.
 *
 * @param library path
 */
export function releasePages(library: string): void {
  if (process.platform !== 'linux') return;
  const madvise = koffi.load(null).func('int madvise(uintptr_t address, size_t length, int advice)');
  for (const {from, to} of unchangedMappings(readFileSync('/proc/self/maps', 'utf8'), realpathSync(library))) {
    madvise(from, to - from, DONTNEED);
  }
}

/**
 * Where parts of a library's file are mapped that are as in the file: its beginning, with the symbol tables, and its code.
 * Other parts that may only be read hold addresses, which loading has written there.
 */
function unchangedMappings(maps: string, library: string): {from: bigint; to: bigint}[] {
  return [...maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) (?:r--p 0+|r-xp [0-9a-f]+) \S+ \d+ +(.+)$/gm)]
    .filter(([, , , path]) => path === library)
    .map(([, from, to]) => ({from: BigInt(`0x${from}`), to: BigInt(`0x${to}`)}));
}

/**
 * Gives back what the C library holds of memory that was freed: after weights were made on the host, up to a hundred MiB and
 * more. With glibc; elsewhere nothing happens.
 */
export function releaseFreedMemory(): void {
  try {
    koffi.load(null).func('int malloc_trim(size_t pad)')(0);
  } catch {
    // Not glibc.
  }
}
