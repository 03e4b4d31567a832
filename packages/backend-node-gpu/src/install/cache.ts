import {join} from 'node:path';
import envPaths from 'env-paths';

/** Environment variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder in which residual keeps what it installs: `RESIDUAL_CACHE_DIR`, or the platform's convention
 * (`~/.cache/residual` on Linux, `~/Library/Caches/residual` on macOS).
 */
export function cacheFolder(environment: Environment = process.env): string {
  return environment.RESIDUAL_CACHE_DIR || envPaths('residual', {suffix: ''}).cache;
}

/** The folder inside the cache that belongs to TensorFlow: installations, their marker, downloads. */
export function tensorFlowFolder(environment: Environment = process.env): string {
  return join(cacheFolder(environment), 'tensorflow');
}
