import {closeSync, openSync} from 'node:fs';
import {devNull} from 'node:os';
import koffi from 'koffi';

/**
 * Runs `load` with the process's standard error turned away.
 *
 * TensorFlow writes a greeting there while it loads, before any of its settings can stop it. Set
 * `TF_CPP_MIN_LOG_LEVEL=0` to see everything that it says.
 */
export function withoutStderr<T>(load: () => T): T {
  if (process.env.TF_CPP_MIN_LOG_LEVEL === '0') return load();
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  const libc = koffi.load(null);
  const dup = libc.func('int dup(int)');
  const dup2 = libc.func('int dup2(int, int)');
  const saved: number = dup(2);
  const silent = openSync(devNull, 'w');
  dup2(silent, 2);
  try {
    return load();
  } finally {
    dup2(saved, 2);
    closeSync(silent);
    closeSync(saved);
  }
}
